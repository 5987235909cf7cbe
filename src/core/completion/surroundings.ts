import type { Spot } from './document.ts';

/** What stands around a cursor, captured: it stays as it is while the document changes. */
export interface Surroundings {
  /** The cursor's line. */
  readonly line: number;
  /** Lines above the cursor's, from top to bottom. */
  readonly before: readonly string[];
  /** The cursor's line up to it. */
  readonly linePrefix: string;
  /** The cursor's line behind it. */
  readonly lineSuffix: string;
  /** Lines below the cursor's. */
  readonly after: readonly string[];
}

/** How many lines each side filters and rules look at. */
export const filterReach = 60;

export function surroundingsOf(spot: Spot, linesBefore = filterReach, linesAfter = linesBefore): Surroundings {
  const { document, position } = spot;
  const { line, character } = position;
  const text = document.lineAt(line);
  const lines = (from: number, to: number) => {
    const result: string[] = [];
    for (let at = Math.max(0, from); at < Math.min(to, document.lineCount); at++) result.push(document.lineAt(at));
    return result;
  };
  return {
    line,
    before: lines(line - linesBefore, line),
    linePrefix: text.slice(0, character),
    lineSuffix: text.slice(character),
    after: lines(line + 1, line + 1 + linesAfter),
  };
}
