import type { Stage } from './stage.ts';

const opening = /^\s*<(think|thinking|reasoning)>/i;

/** Drops `<think>` blocks, which some models write into the answer, from the tag to its partner. */
export class Thinking implements Stage {
  #closing: RegExp | undefined;
  /** A fence that is open: what stands in it is code, whatever it looks like. */
  #hasCode = false;

  push(line: string): readonly string[] {
    if (!this.#closing) {
      const tag = this.#hasCode ? undefined : opening.exec(line)?.[1];
      if (tag === undefined) {
        this.#hasCode ||= /^\s*(```|~~~)/.test(line);
        return [line];
      }
      this.#closing = new RegExp(`</${tag}>`, 'i');
    }
    const end = this.#closing.exec(line);
    if (!end) return [];
    this.#closing = undefined;
    const rest = line.slice(end.index + end[0].length);
    return rest.trim() === '' ? [] : this.push(rest);
  }

  finish(): readonly string[] {
    return [];
  }
}
