import { forEachTerm, type Term } from './terms.ts';

/** How often each term stands in a block. Two arrays side by side: a query walks over thousands of them. */
export interface TermCounts {
  readonly terms: Int32Array;
  readonly counts: Int32Array;
  /** All of them, repeated ones too: the block's length to BM25. */
  readonly total: number;
}

/**
 * A run of lines, the unit of the index. Blocks stay where they are when lines are edited elsewhere,
 * so what was found once is found again at the same place and keeps the provider's prompt cache warm.
 */
export interface Block {
  readonly lines: readonly string[];
  /** Absent until there was time to count. */
  counts?: TermCounts;
}

const linesPerBlock = 15;
/** Beyond, a line is data. */
const longestLine = 2_000;

/** Of a block, unless its whole file has fewer. */
export const leastLines = 8;

/** Cuts lines into blocks of 8 to 22. */
export function toBlocks(lines: readonly string[]): Block[] {
  const count = Math.max(1, Math.round(lines.length / linesPerBlock));
  return Array.from({ length: count }, (_, index) => ({
    lines: lines.slice(Math.floor((index * lines.length) / count), Math.floor(((index + 1) * lines.length) / count)),
  }));
}

export function countTerms(lines: readonly string[]): TermCounts {
  const byTerm = new Map<Term, number>();
  let total = 0;
  for (const line of lines) {
    forEachTerm(line.length > longestLine ? line.slice(0, longestLine) : line, (term) => {
      byTerm.set(term, (byTerm.get(term) ?? 0) + 1);
      total++;
    });
  }
  return { terms: Int32Array.from(byTerm.keys()), counts: Int32Array.from(byTerm.values()), total };
}
