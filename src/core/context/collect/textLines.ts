import type { Utf16Offset } from '../../base/units.ts';

/** Lines from `startLine` up to, not including, `endLine`, counted from 0. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** A text by lines. */
export class TextLines {
  readonly text: string;
  readonly #starts: Utf16Offset[] = [0];

  constructor(text: string) {
    this.text = text;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The offset at which `line` starts; the end of the text for the line after the last. */
  startOf(line: number): Utf16Offset {
    return this.#starts[line] ?? this.text.length;
  }

  /** Without its line ending; empty outside the text. */
  at(line: number): string {
    const start = this.#starts[line];
    if (start === undefined) return '';
    const end = this.#starts[line + 1];
    if (end === undefined) return this.text.slice(start);
    return this.text.slice(start, this.text[end - 2] === '\r' ? end - 2 : end - 1);
  }

  /** The line that holds `offset`. */
  lineAt(offset: Utf16Offset): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whole lines with their line endings. */
  slice({ startLine, endLine }: LineRange): string {
    return this.text.slice(this.startOf(startLine), this.startOf(endLine));
  }
}
