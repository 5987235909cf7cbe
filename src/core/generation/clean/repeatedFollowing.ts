import type { Stage } from './stage.ts';

const same = (a: string, b: string) => a.trim() === b.trim();
/** A closer alone says too little: the code may have one of its own. */
const isTelling = (line: string) => /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(line) && line.trim().length >= 4;

/**
 * Ends the answer where it begins to repeat what follows in the document, or to close blocks that it did not open.
 */
export class RepeatedFollowing implements Stage {
  readonly #following: readonly string[];
  #depth = 0;
  #isOver = false;

  constructor(following: readonly string[]) {
    this.#following = following;
  }

  push(line: string): readonly string[] {
    if (this.#isOver) return [];
    const [first] = this.#following;
    if (first !== undefined && isTelling(first) && same(first, line)) return this.#end();
    if (this.#closesTooMuch(line) && this.#following.some((next) => next.trim().startsWith(line.trim().charAt(0))))
      return this.#end();
    return [line];
  }

  finish(): readonly string[] {
    return [];
  }

  #end(): readonly string[] {
    this.#isOver = true;
    return [];
  }

  /** Only lines of nothing but closers are judged: in others, strings and comments could mislead. */
  #closesTooMuch(line: string): boolean {
    const code = line.replaceAll(/(["'`])(?:\\.|(?!\1).)*\1/g, '').replace(/\/\/.*$/, '');
    let depth = this.#depth;
    for (const sign of code) {
      if (sign === '{' || sign === '(' || sign === '[') depth++;
      else if (sign === '}' || sign === ')' || sign === ']') depth--;
    }
    const isTooMuch = depth < 0 && /^\s*[}\])]+[;,]?\s*$/.test(line);
    if (!isTooMuch) this.#depth = Math.max(0, depth);
    return isTooMuch;
  }
}
