import type { Utf16Offset } from '../../base/units.ts';

export interface Line {
  readonly start: Utf16Offset;
  /** Without the line break. */
  readonly end: Utf16Offset;
  readonly text: string;
}

/** The lines from the one that begins at or after `from`, one by one. */
export function* linesFrom(text: string, from: Utf16Offset): Generator<Line, void> {
  for (let start = from; start <= text.length;) {
    const feed = text.indexOf('\n', start);
    const breakAt = feed < 0 ? text.length : feed;
    const end = breakAt > start && text[breakAt - 1] === '\r' ? breakAt - 1 : breakAt;
    yield { start, end, text: text.slice(start, end) };
    if (feed < 0) return;
    start = feed + 1;
  }
}

/** The lines below the one in which `at` stands. */
export function linesBelow(text: string, at: Utf16Offset): Iterable<Line> {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? [] : linesFrom(text, feed + 1);
}

export function lineBelow(text: string, at: Utf16Offset): Line | undefined {
  for (const line of linesBelow(text, at)) return line;
  return undefined;
}

export const isBlank = (line: string): boolean => line.trim() === '';

export const indentOf = (line: string): string => /^[\t ]*/.exec(line)?.[0] ?? '';

/** Width of white space in columns. */
export function columns(indent: string, tabWidth: number): number {
  let width = 0;
  for (const character of indent) width += character === '\t' ? tabWidth - (width % tabWidth) : 1;
  return width;
}
