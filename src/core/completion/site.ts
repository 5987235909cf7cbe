import type { Spot } from './document.ts';
import type { IndentStyle } from './indentation.ts';
import { traitsOf, type LanguageTraits } from './languages.ts';
import { scan, type LexicalState } from './lexical.ts';
import { surroundingsOf, type Surroundings } from './surroundings.ts';

/** Surroundings, understood: what rules and filters decide by. */
export interface Site extends Surroundings {
  readonly languageId: string;
  readonly traits: LanguageTraits;
  readonly indent: IndentStyle;
  /** What is open where the cursor's line starts, as far as the lines above tell. */
  readonly lineStart: LexicalState;
  /** What is open at the cursor. */
  readonly cursor: LexicalState;
}

/** Reads what stands around cursors. While a line is being typed, the lines above it are looked through once. */
export class SiteReader {
  #last: Site | undefined;

  read(spot: Spot, indent: IndentStyle): Site {
    const surroundings = surroundingsOf(spot);
    const { languageId } = spot.document;
    const traits = traitsOf(languageId);
    const isSameAbove = this.#last?.languageId === languageId && sameLines(this.#last.before, surroundings.before);
    const lineStart =
      isSameAbove && this.#last
        ? this.#last.lineStart
        : scan(surroundings.before.map((line) => `${line}\n`).join(''), traits).end;
    const cursor = scan(surroundings.linePrefix, traits, lineStart).end;
    return (this.#last = { ...surroundings, languageId, traits, indent, lineStart, cursor });
  }
}

function sameLines(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}
