import { scopesByBrackets } from './scopesByBrackets.ts';
import { scopesByIndentation } from './scopesByIndentation.ts';
import type { LineRange, TextLines } from './textLines.ts';

/** A block with what opens it: a function, a class, a loop. */
export interface Scope extends LineRange {
  /** The first line of the body: what stands above it, from `startLine` on, tells what the block is. */
  readonly bodyLine: number;
}

/** The scopes around a line, the innermost first. A syntax tree can stand in for the default. */
export type FindScopes = (lines: TextLines, line: number, languageId: string) => readonly Scope[];

/** Works for every language whose code is indented by its structure, and by braces where code is not indented at all. */
export const findScopesByLayout: FindScopes = (lines, line) => {
  const byIndentation = scopesByIndentation(lines, line);
  if (byIndentation.length > 1) return byIndentation;
  const byBrackets = scopesByBrackets(lines, line);
  return byBrackets.length > byIndentation.length ? byBrackets : byIndentation;
};
