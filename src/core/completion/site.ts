import type { IndentStyle } from './indentation.ts';
import { traitsOf, type LanguageTraits } from './languages.ts';
import { scan, type LexicalState } from './lexical.ts';
import type { Surroundings } from './surroundings.ts';

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

export function siteOf(surroundings: Surroundings, languageId: string, indent: IndentStyle): Site {
  const traits = traitsOf(languageId);
  const lineStart = scan(surroundings.before.map((line) => `${line}\n`).join(''), traits).end;
  const cursor = scan(surroundings.linePrefix, traits, lineStart).end;
  return { ...surroundings, languageId, traits, indent, lineStart, cursor };
}
