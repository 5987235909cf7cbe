import { isBlank } from '../indentation.ts';
import type { AnswerFilter } from './filter.ts';

/** How often in a row a line may stand: nobody writes it three times by hand. */
const mostEqualLines = 2;
/** Lines that differ in a name or a number only. Data can look like that; eight in a row are a model that is stuck. */
const mostAlikeLines = 8;
/** A piece of 1 to 24 characters, five times in a row and at the end of a line, if it makes 20 characters. */
const repeatedPiece = /(.{1,24}?)\1{4,}\S{0,24}$/;
const leastRepeated = 20;

/** Cuts the answer where it begins to go round in circles. */
export const loop: AnswerFilter = {
  name: 'loop',
  apply(text) {
    const lines = text.split('\n');
    const end = Math.min(firstEqual(lines), firstAlike(lines), firstRepeatedBlock(lines), firstStuck(lines));
    return end >= lines.length ? text : lines.slice(0, end).join('\n').trimEnd();
  },
};

/** The line with which the third of equal lines would come; the first of them stays. */
function firstEqual(lines: readonly string[]): number {
  return firstRun(lines, mostEqualLines, (line) => line.trim());
}

function firstAlike(lines: readonly string[]): number {
  return firstRun(lines, mostAlikeLines, formOf);
}

/** A line with its words made equal; lines of one word are entries of a list, each a form of its own. */
function formOf(line: string): string {
  const form = line.trim().replace(/\w+/g, 'w');
  return /w.*w/.test(form) ? form : line.trim();
}

/** Where more than `most` written lines in a row have the same form: behind the first of them. */
function firstRun(lines: readonly string[], most: number, ownForm: (line: string) => string): number {
  let runStart = 0;
  let count = 0;
  let form = '';
  for (const [index, line] of lines.entries()) {
    if (isBlank(line)) continue;
    const own = ownForm(line);
    if (own !== form || !/\w/.test(own)) {
      form = own;
      runStart = index;
      count = 0;
    }
    if (++count > most) return runStart + 1;
  }
  return Infinity;
}

/** Blocks of two lines or more, divided by blank lines, of which the third is like the second and the first. */
function firstRepeatedBlock(lines: readonly string[]): number {
  const starts = lines.flatMap((line, index) =>
    !isBlank(line) && (index === 0 || isBlank(lines[index - 1] ?? '')) ? [index] : [],
  );
  const forms = starts.map((start, index) =>
    lines
      .slice(start, starts[index + 1] ?? lines.length)
      .map(formOf)
      .join('\n')
      .trim(),
  );
  for (let index = 0; index + 2 < forms.length; index++) {
    const form = forms[index] ?? '';
    if (
      form.includes('\n') &&
      form === forms[index + 1] &&
      forms[index + 2]?.startsWith(form.slice(0, forms[index + 2]?.length))
    ) {
      return starts[index + 1] ?? Infinity;
    }
  }
  return Infinity;
}

function firstStuck(lines: readonly string[]): number {
  const at = lines.findIndex((line) => {
    const [match, piece = ''] = repeatedPiece.exec(line) ?? [''];
    return match.length >= leastRepeated && /\w/.test(piece);
  });
  return at < 0 ? Infinity : at;
}
