import type { Stage } from './stage.ts';

/** Leaves the words: markers, decoration, case and line breaks may differ. */
function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const commentLine =
  /^\s*(?:\/\/|\/\*|\*|#(?!include|define|!)|--|;|%|'|"""|'''|<!--|\{-|\(\*|REM\b|::|!)|(?:\*\/|"""|-->|-\}|\*\))\s*$/i;

/** Drops the request's own comment at the beginning of the answer, as it stands in the file or wrapped anew. */
export class RepeatedComment implements Stage {
  readonly #asked: string;
  #held: string[] = [];
  #heard = '';
  #isOver: boolean;

  constructor(instruction: string) {
    this.#asked = wordsOf(instruction);
    this.#isOver = this.#asked === '';
  }

  push(line: string): readonly string[] {
    if (this.#isOver) return [line];
    const words = wordsOf(line.replace(/\b(?:TODO|FIXME)\b:?/, ''));
    const heard = `${this.#heard} ${words}`.trim();
    const isWithin = this.#asked === heard || this.#asked.startsWith(`${heard} `) || words === '';
    if (isWithin && (commentLine.test(line) || this.#isInside())) {
      this.#held.push(line);
      this.#heard = heard;
      return [];
    }
    return [...this.#release(), line];
  }

  finish(): readonly string[] {
    return this.#isOver ? [] : this.#release();
  }

  /** Inside a block comment or docstring, lines carry no marker. */
  #isInside(): boolean {
    const first = this.#held[0]?.trim() ?? '';
    return /^(?:\/\*|"""|'''|<!--|\{-|\(\*)/.test(first) && !/(?:\*\/|-->|-\}|\*\))\s*$/.test(this.#held.at(-1) ?? '');
  }

  /** A comment that only begins like the request is another one. */
  #release(): readonly string[] {
    this.#isOver = true;
    const isRepeated = this.#heard === this.#asked;
    return isRepeated
      ? this.#held.filter(
          (line) => !commentLine.test(line) && wordsOf(line) !== '' && !this.#asked.includes(wordsOf(line)),
        )
      : this.#held;
  }
}
