import type { Utf16Offset } from '../../base/units.ts';
import { isStub } from '../placement/stubs.ts';
import type { CommentSyntax } from './commentSyntax.ts';
import { instructionOf } from './instruction.ts';
import { lineEnd, lineStart, scanComments, type ScannedComment } from './scanComments.ts';

/** A comment that asks for code: one comment, or several line comments in a row. */
export interface CommentRequest {
  /** What it says, without markers and decoration. */
  readonly instruction: string;
  readonly form: ScannedComment['form'];
  /** Markers included; without the last line break. */
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
  /** The white space before it, or before the code that it stands behind. */
  readonly indent: string;
  /** Code stands before it on its first line. */
  readonly isTrailing: boolean;
}

export type FoundComment =
  | { readonly kind: 'found'; readonly comment: CommentRequest }
  /** There is a comment, and it says nothing. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'none' };

/** The comment that holds the cursor, ends at it, or stands above the blank line it is on. */
export function findComment(text: string, cursor: Utf16Offset, syntax: CommentSyntax): FoundComment {
  const comments = scanComments(text, syntax);
  const index = indexAt(text, cursor, comments);
  const at = comments[index];
  if (!at) return { kind: 'none' };
  const run = runAround(text, comments, index);
  const first = run[0] ?? at;
  const last = run.at(-1) ?? at;
  const instruction = instructionOf(
    run.map((comment) => text.slice(comment.start, comment.end)),
    at,
  );
  if (instruction === '') return { kind: 'empty' };
  const before = text.slice(lineStart(text, first.start), first.start);
  return {
    kind: 'found',
    comment: {
      instruction,
      form: at.form,
      start: first.start,
      end: last.end,
      indent: /^[\t ]*/.exec(before)?.[0] ?? '',
      isTrailing: before.trim() !== '',
    },
  };
}

function indexAt(text: string, cursor: Utf16Offset, comments: readonly ScannedComment[]): number {
  const within = comments.findIndex(({ start, end }) => start <= cursor && cursor <= end);
  if (within >= 0) return within;
  const from = lineStart(text, cursor);
  const to = lineEnd(text, cursor);
  if (text.slice(from, to).trim() !== '') return comments.findLastIndex(({ start }) => start >= from && start <= to);
  // A blank line: the comment right above it, over further blank lines.
  const above = text.slice(0, from).trimEnd().length;
  return comments.findIndex(({ start, end }) => start < above && above <= end);
}

/** Line comments on consecutive lines, alone on them, by the same marker at the same indentation. */
function runAround(text: string, comments: readonly ScannedComment[], index: number): readonly ScannedComment[] {
  const at = comments[index];
  if (!at) return [];
  if (at.form !== 'line' || !isAlone(text, at)) return [at];
  const follows = (above: ScannedComment | undefined, below: ScannedComment | undefined) =>
    above !== undefined && below !== undefined && isContinued(text, above, below);
  let first = index;
  while (follows(comments[first - 1], comments[first])) first--;
  let last = index;
  while (follows(comments[last], comments[last + 1])) last++;
  return comments.slice(first, last + 1);
}

function isContinued(text: string, above: ScannedComment, below: ScannedComment): boolean {
  return (
    above.open === below.open &&
    isAlone(text, above) &&
    isAlone(text, below) &&
    // `// TODO` alone is what the code will replace, not what is asked for.
    !isStub(text.slice(below.start, below.end)) &&
    column(text, above) === column(text, below) &&
    /^\r?\n[\t ]*$/.test(text.slice(above.end, below.start))
  );
}

const column = (text: string, { start }: ScannedComment) => start - lineStart(text, start);

function isAlone(text: string, { start }: ScannedComment): boolean {
  return text.slice(lineStart(text, start), start).trim() === '';
}
