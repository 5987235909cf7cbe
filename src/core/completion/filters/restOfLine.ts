import { isBlank, leadingSpaceOf } from '../indentation.ts';
import { isInString, scan, type Stray } from '../lexical.ts';
import type { Site } from '../site.ts';
import type { Candidate, PlaceFilter } from './filter.ts';

/** Fits the text to what stands behind the cursor: it takes the place of closers, and stops before words. */
export const restOfLine: PlaceFilter = {
  name: 'restOfLine',
  apply(candidate, site) {
    const rest = site.lineSuffix.trimEnd();
    if (isBlank(rest)) return candidate;
    return /\w/.test(rest) ? withoutRest(candidate, rest) : overClosers(candidate, rest, site);
  },
};

/** What nothing in the text has opened: it closes what is open at the cursor. */
export function straysOf(text: string, { traits, cursor }: Site): readonly Stray[] {
  const hole = cursor.open.lastIndexOf('$');
  const open = hole < 0 ? '' : cursor.open.slice(hole);
  return scan(text, traits, { open, inside: isInString(cursor) ? cursor.inside : 'code' }).strays;
}

/** Before words the text is one line, and ends where they begin. */
function withoutRest(candidate: Candidate, rest: string): Candidate {
  const [line = ''] = candidate.text.split('\n');
  const wanted = rest.trim();
  if (line.trimEnd().endsWith(wanted)) return { ...candidate, text: line.trimEnd().slice(0, -wanted.length) };
  for (let length = Math.min(line.length, rest.length); length > 0; length--) {
    const overlap = rest.slice(0, length);
    if (line.endsWith(overlap) && !splitsWord(line, rest, length))
      return { ...candidate, text: line.slice(0, -length) };
  }
  return { ...candidate, text: /^\s/.test(rest) ? line.trimEnd() : line };
}

/** Whether an overlap of `length` begins or ends inside a word: `a + b` before `bar` has none. */
function splitsWord(line: string, rest: string, length: number): boolean {
  const start = line.length - length;
  return isWithinWord(line.charAt(start - 1) + line.charAt(start)) || isWithinWord(rest.slice(length - 1, length + 1));
}

function isWithinWord(characters: string): boolean {
  return /^\w\w$/.test(characters);
}

/** The text takes the place of as many closers as it closes itself; what is left of them after a block gets its own line. */
function overClosers(candidate: Candidate, rest: string, site: Site): Candidate {
  const fitted = overOwnClosers(candidate, rest, site);
  const isBlock = fitted.text.includes('\n') && /[{([]\s*$/.test(site.linePrefix);
  if (!isBlock || fitted.replaceLength >= rest.length) return fitted;
  return { ...fitted, text: `${fitted.text.trimEnd()}\n${leadingSpaceOf(site.linePrefix)}` };
}

/** Closers are matched in their order, and other marks where the text has them at the same place. */
function overOwnClosers(candidate: Candidate, rest: string, site: Site): Candidate {
  const { text } = candidate;
  if (isBalanced(rest, site) && text.trimEnd().endsWith(rest.trim()))
    return { ...candidate, replaceLength: rest.length };
  const strays = straysOf(text, site);
  let matched = 0;
  let behind = 0;
  let replaceLength = 0;
  for (let at = 0; at < rest.length; at = replaceLength) {
    const [part = '', space = '', marks = ''] = /^(\s*)([)\]}]|["'`]+|[^\s()[\]{}"'`]*)/.exec(rest.slice(at)) ?? [];
    const stray = strays[matched];
    if (stray && marks.startsWith(stray.character)) {
      matched++;
      behind = stray.offset + stray.character.length;
      replaceLength = at + space.length + stray.character.length;
    } else if (marks === '' || /[)\]}"'`]/.test(marks) || !standsAt(text, behind, marks)) break;
    else replaceLength = at + part.length;
  }
  return { ...candidate, replaceLength };
}

/** Whether what stands behind the cursor closes nothing before it: `;`, or `>();`. */
function isBalanced(rest: string, { traits, cursor }: Site): boolean {
  if (isInString(cursor)) return false;
  const { end, strays } = scan(rest, traits);
  return strays.length === 0 && end.open === '' && end.inside === 'code';
}

/** Whether the text has the marks next, or ends with them. */
function standsAt(text: string, from: number, marks: string): boolean {
  return text.slice(from).trimStart().startsWith(marks) || text.trimEnd().endsWith(marks);
}
