import type { Stage } from './stage.ts';

const closing = /^\s*(?:[}\])]+[;,]?|end\b;?|fi|done|esac)\s*$/i;
const bare = (line: string) => line.replaceAll(/\s+/g, '').replace(/[{:;]+$/, '');

/** Where only a body is wanted, drops the declaration that the answer repeats around it, and what closes it. */
export class RepeatedSignature implements Stage {
  readonly #signature: string;
  #held: string[] = [];
  #heard = '';
  #state: 'listening' | 'unwrapping' | 'passing' = 'listening';
  #last: string[] = [];
  #indent = 0;

  constructor(signature: readonly string[]) {
    this.#signature = bare(signature.join(''));
    if (this.#signature === '') this.#state = 'passing';
  }

  push(line: string): readonly string[] {
    switch (this.#state) {
      case 'passing':
        return [line];
      case 'unwrapping':
        return this.#unwrap(line);
      case 'listening':
        return this.#listen(line);
    }
  }

  finish(): readonly string[] {
    if (this.#state === 'listening') return this.#held;
    const isClosing =
      this.#last.length > 0 && closing.test(this.#last[0] ?? '') && widthOf(this.#last[0] ?? '') <= this.#indent;
    return isClosing ? [] : this.#last;
  }

  #listen(line: string): readonly string[] {
    // Decorators, attributes and doc comments may come before a repeated signature.
    this.#held.push(line);
    this.#heard = bare(`${this.#heard}${line}`);
    if (this.#heard === this.#signature) {
      this.#state = 'unwrapping';
      this.#indent = widthOf(this.#held[0] ?? '');
      return [];
    }
    if (this.#signature.startsWith(this.#heard)) return [];
    this.#state = 'passing';
    return this.#held;
  }

  /** The line that closes the declaration, and blank ones before it, are held until something follows. */
  #unwrap(line: string): readonly string[] {
    if (this.#last.length === 0 && /^\s*\{\s*$/.test(line) && !this.#signature.endsWith('{')) return [];
    if ((closing.test(line) && widthOf(line) <= this.#indent) || (this.#last.length > 0 && line.trim() === '')) {
      this.#last.push(line);
      return [];
    }
    return [...this.#last.splice(0), line];
  }
}

function widthOf(line: string): number {
  return /^\s*/.exec(line)?.[0].length ?? 0;
}
