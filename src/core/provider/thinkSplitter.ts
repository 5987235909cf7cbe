import type { Chunk } from './chunk.ts';

const open = '<think>';
const close = '</think>';

type Part = Extract<Chunk, { kind: 'text' | 'reasoning' }>;

/**
 * Separates a `<think>…</think>` block at the beginning of an answer from the answer, however the tags are cut.
 * Only there: further on it is part of what was asked for.
 */
export class ThinkSplitter {
  #state: 'start' | 'thinking' | 'thought' | 'answer' = 'start';
  #held = '';

  push(text: string): readonly Part[] {
    if (this.#state === 'answer') return text === '' ? [] : [{ kind: 'text', text }];
    this.#held += text;
    if (this.#state === 'thought') return this.#begin();
    return this.#state === 'start' ? this.#start() : this.#think();
  }

  /** What was held back when the answer ended. */
  finish(): readonly Part[] {
    const text = this.#held;
    this.#held = '';
    if (text === '') return [];
    return [{ kind: this.#state === 'thinking' ? 'reasoning' : 'text', text }];
  }

  #start(): readonly Part[] {
    const begun = this.#held.trimStart();
    if (begun.length < open.length && open.startsWith(begun)) return [];
    if (!begun.startsWith(open)) return this.#answer(this.#held);
    this.#state = 'thinking';
    this.#held = begun.slice(open.length);
    return this.#think();
  }

  #think(): readonly Part[] {
    const end = this.#held.indexOf(close);
    if (end >= 0) {
      const thought = this.#held.slice(0, end);
      this.#state = 'thought';
      this.#held = this.#held.slice(end + close.length);
      const answer = this.#begin();
      return thought === '' ? answer : [{ kind: 'reasoning', text: thought }, ...answer];
    }
    // The end of what came may be the beginning of the closing tag.
    const safe = this.#held.length - close.length + 1;
    if (safe <= 0) return [];
    const text = this.#held.slice(0, safe);
    this.#held = this.#held.slice(safe);
    return [{ kind: 'reasoning', text }];
  }

  /** The blank lines after a thought are not part of the answer. */
  #begin(): readonly Part[] {
    const text = this.#held.trimStart();
    this.#held = '';
    return text === '' ? [] : this.#answer(text);
  }

  #answer(text: string): readonly Part[] {
    this.#state = 'answer';
    this.#held = '';
    return text === '' ? [] : [{ kind: 'text', text }];
  }
}
