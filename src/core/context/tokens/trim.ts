import type { Tokens, Utf16Offset } from '../../base/units.ts';
import { forEachPiece, lineEnd, startOfLineEndingAt } from './pieces.ts';

/** Tokens of a text, known at once: `TokenCounter.countNow`. */
export type CountNow = (text: string) => Tokens;

export interface Kept {
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
  readonly tokens: Tokens;
}

/**
 * The longest run of whole lines in `text` that ends at `end` and has at most `maxTokens`. Reads no further than that.
 * `end` may stand inside a line. A line that does not fit by itself is cut, so that something is kept.
 */
export function takeLast(text: string, end: Utf16Offset, maxTokens: Tokens, countNow: CountNow): Kept {
  let start = end;
  let tokens = 0;
  while (start > 0) {
    const lineStart = startOfLineEndingAt(text, start);
    const lineTokens = countNow(text.slice(lineStart, start));
    if (tokens + lineTokens > maxTokens) break;
    tokens += lineTokens;
    start = lineStart;
  }
  if (start < end || start === 0) return { start, end, tokens };
  const cut = piecesThatFit(text.slice(startOfLineEndingAt(text, end), end), maxTokens, { countNow, from: 'end' });
  return { start: end - cut.length, end, tokens: cut.tokens };
}

/** The longest run of whole lines in `text` that begins at `start` and has at most `maxTokens`; else as `takeLast`. */
export function takeFirst(text: string, start: Utf16Offset, maxTokens: Tokens, countNow: CountNow): Kept {
  let end = start;
  let tokens = 0;
  while (end < text.length) {
    const next = lineEnd(text, end);
    const lineTokens = countNow(text.slice(end, next));
    if (tokens + lineTokens > maxTokens) break;
    tokens += lineTokens;
    end = next;
  }
  if (end > start || end === text.length) return { start, end, tokens };
  const cut = piecesThatFit(text.slice(start, lineEnd(text, start)), maxTokens, { countNow, from: 'start' });
  return { start, end: start + cut.length, tokens: cut.tokens };
}

function piecesThatFit(
  line: string,
  maxTokens: Tokens,
  { countNow, from }: { readonly countNow: CountNow; readonly from: 'start' | 'end' },
): { readonly length: number; readonly tokens: Tokens } {
  const pieces: string[] = [];
  forEachPiece(line, (piece) => pieces.push(piece));
  if (from === 'end') pieces.reverse();
  let length = 0;
  let tokens = 0;
  for (const piece of pieces) {
    const pieceTokens = countNow(piece);
    if (tokens + pieceTokens > maxTokens) break;
    tokens += pieceTokens;
    length += piece.length;
  }
  return { length, tokens };
}
