import type { Stage } from './stage.ts';

/** Drops blank lines before the first and after the last line of code. */
export class BlankLines implements Stage {
  #blank = 0;
  #hasCode = false;

  push(line: string): readonly string[] {
    if (line.trim() === '') {
      this.#blank++;
      return [];
    }
    const before = this.#hasCode ? Array.from({ length: this.#blank }, () => '') : [];
    this.#blank = 0;
    this.#hasCode = true;
    return [...before, line];
  }

  finish(): readonly string[] {
    return [];
  }
}
