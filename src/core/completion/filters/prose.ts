import { isInComment, isInString } from '../lexical.ts';
import type { AnswerFilter, AnswerSite } from './filter.ts';

/** How chat models begin when they talk instead of writing code. */
const opening =
  /^\s*(sure|certainly|of course|absolutely|okay|ok|great|here('|’)?s|here (is|are)|below is|the (missing|completed?|following|next|code|hole|rest|function|method|variable|value|cursor|line)\b|to (complete|fill|finish)|this (code|completes|fills|function|snippet)|based on|looking at|since the|it (looks|seems|appears)|i('|’)(m|ll|d|ve)|i (am|will|would|can|have|cannot|think|need)|you (can|could|should|need)|let me|no (code|completion)|nothing|note( that)?:|as an ai)\b/i;
/** How they go on behind the code: after a blank line, and not indented as in a docstring. */
const closing =
  /\n[ \t]*\n(explanation|note( that)?|this (code|completes|fills|implementation|function|line|will)|here('|’)s|in this (code|example)|the (code|function|above)|let me know|i('|’)ve|key (points|changes))\b[^\n]*([.:!]|$)/i;
const longestOpening = 24;

/** Takes away the sentences around code, and drops an answer that has nothing else. */
export const prose: AnswerFilter = {
  name: 'prose',
  apply(text, at) {
    if (isTextForPeople(at)) return text;
    const code = withoutOpening(text, at.isFinal);
    const end = code.search(closing);
    return end < 0 ? code : code.slice(0, end).trimEnd();
  },
};

function isTextForPeople({ site }: AnswerSite): boolean {
  return site.traits.isProse || isInString(site.cursor) || isInComment(site.cursor);
}

function withoutOpening(text: string, isFinal: boolean): string {
  if (!opening.test(text)) return text;
  const line = text.trimStart();
  const lineEnd = line.indexOf('\n');
  if (lineEnd < 0)
    return isFinal ? (isSentence(line) ? '' : text) : isSentence(line) || line.length < longestOpening ? '' : text;
  if (!isSentence(line.slice(0, lineEnd))) return text;
  return withoutOpening(line.slice(lineEnd + 1).replace(/^\n+/, ''), isFinal);
}

/** Several words without anything that only code has: `ok = true` and `Sure(x)` are code. */
function isSentence(line: string): boolean {
  const words = line.trim().split(/\s+/);
  const isCode = /[;{}=]|\w\(|\)\s*$|=>|->|::/.test(line.replace(/`[^`]*`/g, ''));
  return !isCode && (words.length > 2 || /[:.!]$/.test(line.trim()));
}
