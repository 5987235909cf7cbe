import { isClosingLine } from '../blocks.ts';
import { columnsOf, isBlank } from '../indentation.ts';
import { scan, type Stray } from '../lexical.ts';
import { filterReach } from '../surroundings.ts';
import type { Site } from '../site.ts';
import type { Candidate, PlaceFilter } from './filter.ts';
import { straysOf } from './restOfLine.ts';

/** Takes away closers that close nothing, or what the code below the cursor closes already. */
export const closers: PlaceFilter = {
  name: 'closers',
  apply: (candidate, site) =>
    site.traits.isProse ? candidate : withoutUnopened(withoutClosingLines(candidate, site), site),
};

function withoutClosingLines(candidate: Candidate, site: Site): Candidate {
  const lines = candidate.text.split('\n');
  const surplus = surplusStrays(candidate, site);
  while (lines.length > 1) {
    const last = lines.at(-1) ?? '';
    const start = lines.slice(0, -1).join('\n').length + 1;
    const isStray = !/[)\]}]/.test(last) || surplus.some(({ offset }) => offset >= start);
    if (!isBlank(last) && !(isClosingLine(last) && isStray && standsBelow(last, candidate, site))) break;
    lines.pop();
  }
  return { ...candidate, text: lines.join('\n') };
}

/** Whether the line below that ends the same block, the first that is not indented deeper, begins with the same closer. */
function standsBelow(line: string, { replaceLength }: Candidate, { after, indent, lineSuffix }: Site): boolean {
  if (!isBlank(lineSuffix.slice(replaceLength))) return false;
  const columns = columnsOf(line, indent);
  const next = after.find((below) => !isBlank(below) && columnsOf(below, indent) <= columns);
  if (next === undefined || columnsOf(next, indent) !== columns) return false;
  const closer = /^[)\]}]/.test(line.trim()) ? line.trim().slice(0, 1) : line.trim();
  return next.trim().startsWith(closer);
}

/** Cuts the text at a bracket that nothing before the cursor has left open. */
function withoutUnopened(candidate: Candidate, site: Site): Candidate {
  const surplus = surplusStrays(candidate, site);
  if (surplus.length === 0) return candidate;
  let open = openForGood(candidate, site);
  for (const { offset, character } of surplus) {
    if (isOwnLine(candidate.text, offset)) continue;
    if (!open.includes(openerOf(character))) return { ...candidate, text: candidate.text.slice(0, offset).trimEnd() };
    open = withoutLast(open, openerOf(character));
  }
  return candidate;
}

/** Closers of the text that do not take the place of closers behind the cursor. */
function surplusStrays(candidate: Candidate, site: Site): readonly Stray[] {
  const replaced = site.lineSuffix.slice(0, candidate.replaceLength).match(/[)\]}"'`]/g)?.length ?? 0;
  return straysOf(candidate.text, site)
    .slice(replaced)
    .filter(({ character }) => /[)\]}]/.test(character));
}

/** A closer that begins a line ends a block, which indentation tells better than counting does. */
function isOwnLine(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return lineStart > 0 && /^[\s)\]}]*$/.test(text.slice(lineStart, offset));
}

/** The brackets open at the cursor that the code behind it does not close, outermost first. */
function openForGood({ replaceLength }: Candidate, { cursor, traits, lineSuffix, after }: Site): string {
  const below = [lineSuffix.slice(replaceLength), ...after].join('\n');
  let { open } = cursor;
  for (const { character } of scan(below, traits).strays) open = withoutLast(open, openerOf(character));
  // What lies out of sight may close a block, but hardly a parenthesis.
  return after.length < filterReach ? open : `${open}{`;
}

function openerOf(closer: string): string {
  return closer === ')' ? '(' : closer === ']' ? '[' : '{';
}

function withoutLast(open: string, opener: string): string {
  const at = open.lastIndexOf(opener);
  return at < 0 ? open : open.slice(0, at) + open.slice(at + 1);
}
