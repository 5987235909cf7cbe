import { closesBlock, opensBlock } from '../blocks.ts';
import { columnsOf, isBlank, spaceOf } from '../indentation.ts';
import { isInString, scan, type LexicalState } from '../lexical.ts';
import type { Site } from '../site.ts';
import type { AnswerFilter } from './filter.ts';

/** Behind such an end the next line is one level deeper. */
const opener = /([{([:]|=>|->|\b(do|then|begin|of|where))$/;

/** Gives the answer the document's indentation: its tabs or spaces, its width, and the cursor's column to start from. */
export const reindent: AnswerFilter = {
  name: 'reindent',
  apply(text, { site, purpose: { extent } }) {
    const { cursor, linePrefix, indent } = site;
    if (cursor.inside !== 'code' && cursor.inside !== 'lineComment') return text;
    const bodyColumns = extent.kind === 'block' ? extent.headerColumns + indent.size : undefined;
    const [first = '', ...rest] = text.split('\n');
    const { lineEnds } = scan(text, site.traits, cursor);
    const code = rest.filter((_, index) => !startsInString(index, lineEnds));
    const frame = isBlank(first) ? frameOfBody(code, bodyColumns, site) : frameOfLine(first, code, bodyColumns, site);
    const moved = rest.map((line, index) => (startsInString(index, lineEnds) ? line : atColumn(line, frame, site)));
    const start =
      isBlank(linePrefix) && !isBlank(first)
        ? spaceOf(Math.max(0, frame.to - columnsOf(linePrefix, indent)), indent) + first.trimStart()
        : first;
    return [start, ...moved].join('\n');
  },
};

/** How the answer's columns map to the document's. */
interface Frame {
  /** The column that the answer takes for the place's level. */
  readonly from: number;
  /** The column that it is. */
  readonly to: number;
  /** The document's columns per column of the answer. */
  readonly scale: number;
}

/** Lines of a string stand where they stand: their space is part of it. */
function startsInString(index: number, lineEnds: readonly LexicalState[]): boolean {
  return isInString(lineEnds[index] ?? { inside: 'code' });
}

function atColumn(line: string, { from, to, scale }: Frame, { indent }: Site): string {
  if (isBlank(line)) return '';
  const columns = Math.round(to + (columnsOf(line, indent) - from) * scale);
  return spaceOf(Math.max(0, columns), indent) + line.trimStart();
}

/** The answer begins with a line ending: below the cursor's line comes its body, or the next line. */
function frameOfBody(rest: readonly string[], bodyColumns: number | undefined, site: Site): Frame {
  const { indent, linePrefix } = site;
  const header = bodyColumns === undefined ? columnsOf(linePrefix, indent) : bodyColumns - indent.size;
  const next = rest.find((line) => !isBlank(line));
  const from = next === undefined ? header : columnsOf(next, indent);
  const isBody = bodyColumns !== undefined && from > header;
  return {
    from,
    to: isBody ? bodyColumns : from,
    scale: isBody ? scaleOf([linePrefix || '{', ...rest], header, site) : 1,
  };
}

function frameOfLine(first: string, rest: readonly string[], bodyColumns: number | undefined, site: Site): Frame {
  const { indent, linePrefix } = site;
  const given = columnsOf(linePrefix, indent);
  const asked = isBlank(linePrefix) ? columnsOf(first, indent) : 0;
  const to = isBlank(linePrefix) && given === 0 ? (bodyColumns ?? asked) : given;
  const from = asked > 0 && asked >= given ? asked : levelOf(first, rest, to, site);
  return { from, to, scale: scaleOf([first, ...rest], from, site) };
}

/** The column at which the answer's later lines have its first line: the cursor's, or the margin if it counts from there. */
function levelOf(first: string, rest: readonly string[], given: number, site: Site): number {
  const written = rest.filter((line) => !isBlank(line));
  const next = columnsOf(written[0] ?? '', site.indent);
  if (written.length === 0 || given === 0) return given;
  const closing = closingLine(first, rest, site);
  if (closing !== undefined) return columnsOf(closing, site.indent);
  if (opener.test(first.trimEnd()) || opensBlock(first, site.traits, site.lineStart))
    return next > given ? given : Math.max(0, next - site.indent.size);
  // A column more than none is a slip; more than that may be a line of an outer block.
  return isBlank(site.linePrefix) && next <= 1 && !closesBlock(written[0] ?? '') ? next : given;
}

/** The line that closes what the first one opens. */
function closingLine(first: string, rest: readonly string[], { traits, cursor }: Site): string | undefined {
  const { lineEnds } = scan([first, ...rest].join('\n'), traits, cursor);
  const depth = lineEnds[0]?.open.length ?? 0;
  const at = lineEnds.findIndex(({ open }, index) => index > 0 && open.length < depth);
  return depth > cursor.open.length && at > 0 ? rest[at - 1] : undefined;
}

/** How much wider the document's levels are than the answer's: told by the lines behind openers, if all columns fit. */
function scaleOf(lines: readonly string[], start: number, { indent }: Site): number {
  const written = lines.filter((line, index) => index === 0 || !isBlank(line));
  const columns = written.map((line, index) => (index === 0 ? start : columnsOf(line, indent)));
  const steps = columns
    .map((column, index) => column - (columns[index - 1] ?? column))
    .filter((step, index) => step > 1 && opener.test((written[index - 1] ?? '').trimEnd()));
  const width = Math.min(...steps);
  const isRegular = Number.isFinite(width) && columns.every((column) => (column - start) % width === 0);
  return isRegular ? indent.size / width : 1;
}
