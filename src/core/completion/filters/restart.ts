import { isBlank } from '../indentation.ts';
import type { Site } from '../site.ts';
import type { AnswerFilter } from './filter.ts';

/** How far above the cursor an answer may begin anew. */
const linesLookedAt = 8;
/** Shorter lines, such as `}` or `else:`, stand there twice by right. */
const tellingLength = 8;

/** Takes away what the answer repeats of the code before the cursor: lines above, the line begun, the word begun. */
export const restart: AnswerFilter = {
  name: 'restart',
  apply(text, { site, isFinal }) {
    if (!isFinal && isUndecided(text, site)) return '';
    return withoutLinePrefix(withoutLinesAbove(text, site), site);
  },
};

/** Whether the answer has so far only begun to repeat the line begun, or lines above it. */
function isUndecided(text: string, { linePrefix, before }: Site): boolean {
  const lines = text.split('\n').filter((line) => !isBlank(line));
  if (lines.length === 1 && startsAs(lines[0], linePrefix)) return true;
  const above = before.slice(-linesLookedAt);
  return above.some(
    (first, start) =>
      first.trim().length >= tellingLength &&
      lines.length <= above.length - start + 1 &&
      lines.every((line, index) => startsAs(line, above[start + index] ?? linePrefix)),
  );
}

/** Whether a line that is still arriving may become the other. */
function startsAs(line: string | undefined, other: string): boolean {
  return line !== undefined && other.trim().startsWith(line.trim());
}

function withoutLinesAbove(text: string, site: Site): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !isBlank(line));
  const above = site.before.slice(-linesLookedAt);
  if (first < 0) return text;
  for (let start = above.length - 1; start >= 0; start--) {
    const repeated = above.length - start;
    if (!above.slice(start).every((line, index) => same(line, lines[first + index]))) continue;
    const isTelling = above.slice(start).some((line) => line.trim().length >= tellingLength);
    const next = lines[first + repeated];
    const goesOn = isBlank(site.linePrefix) ? isTelling : next?.trim().startsWith(site.linePrefix.trim());
    if (goesOn) return lines.slice(first + repeated).join('\n');
  }
  return text;
}

function same(line: string, other: string | undefined): boolean {
  return other !== undefined && line.trim() === other.trim();
}

function withoutLinePrefix(text: string, { linePrefix, traits }: Site): string {
  const begun = linePrefix.trim();
  const answer = text.trimStart();
  const isMark =
    traits.lineComments.includes(begun) || (traits.blocks === 'indentation' && /^([-*+>#]+|\d+\.)$/.test(begun));
  const isTelling = begun.length > 2 && /\w/.test(begun);
  if ((isTelling || isMark) && answer.startsWith(begun)) return afterSpace(answer.slice(begun.length), linePrefix);
  const repeated = repeatedLength(linePrefix, answer);
  return repeated > 0 ? answer.slice(repeated) : text;
}

function afterSpace(rest: string, linePrefix: string): string {
  return /\s$/.test(linePrefix) ? rest.replace(/^[ \t]+/, '') : rest;
}

/** How much of the answer's start the end of the line begun is: from the start of a word, and a word at least. */
function repeatedLength(linePrefix: string, answer: string): number {
  for (let length = Math.min(linePrefix.length, answer.length); length > 1; length--) {
    const overlap = answer.slice(0, length);
    const isAtWordStart = !/\w/.test(linePrefix.at(-length - 1) ?? ' ') || !/^\w/.test(overlap);
    if (isAtWordStart && linePrefix.endsWith(overlap) && isWordRepeated(overlap, answer)) return length;
  }
  return 0;
}

/** `return this.` before `this.x`; `cons` before `console`; but not `ha` before `ha`, or `- ` before `- `. */
function isWordRepeated(overlap: string, answer: string): boolean {
  return /^\w+$/.test(overlap)
    ? overlap.length > 2 || /\w/.test(answer[overlap.length] ?? '')
    : /[A-Za-z]{3}/.test(overlap);
}
