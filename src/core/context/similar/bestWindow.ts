import type { Block } from './block.ts';
import { bm25, type QueryTerms } from './queryTerms.ts';

/** A run of blocks: from `first` up to, not including, `end`. */
export interface Window {
  readonly first: number;
  readonly end: number;
  readonly startLine: number;
  readonly score: number;
}

export interface WindowLimits {
  readonly maxLines: number;
  /** Terms per line in an average text. */
  readonly termsPerLine: number;
  /** Lines that no window may touch: they are sent already. */
  readonly taken?: { readonly startLine: number; readonly endLine: number };
  /** Below, a window is of no interest. */
  readonly minScore: number;
  /** Windows that start at this line score more, by `factor`. */
  readonly favoured?: { readonly startLine: number; readonly factor: number };
}

/** The run of blocks of at most `maxLines` lines (or one longer block) that scores highest; undefined if none reaches `minScore`. */
export function bestWindow(blocks: readonly Block[], query: QueryTerms, limits: WindowLimits): Window | undefined {
  const sliding = new SlidingWindow(blocks, query);
  let best: Window | undefined;
  for (let first = 0, startLine = 0; first < blocks.length; startLine += linesOf(blocks[first++])) {
    if (isTaken(startLine, linesOf(blocks[first]), limits)) continue;
    const end = sliding.moveTo(first, (block, lines) => fits(block, startLine + lines, lines, limits));
    const factor = limits.favoured?.startLine === startLine ? limits.favoured.factor : 1;
    const least = best?.score ?? limits.minScore;
    if (sliding.highestScore * factor > least) {
      const score = sliding.score(limits) * factor;
      if (score > least) best = { first, end, startLine, score };
    }
    // What follows is part of this window already.
    if (end === blocks.length) break;
  }
  return best;
}

function linesOf(block: Block | undefined): number {
  return block?.lines.length ?? 0;
}

function fits(block: Block, startLine: number, lines: number, limits: WindowLimits): boolean {
  return lines + block.lines.length <= limits.maxLines && !isTaken(startLine, block.lines.length, limits);
}

function isTaken(startLine: number, lines: number, { taken }: WindowLimits): boolean {
  return taken !== undefined && startLine < taken.endLine && startLine + lines > taken.startLine;
}

/** A window over blocks with the frequencies of the query's terms in it, kept up to date as it moves down. */
class SlidingWindow {
  readonly #blocks: readonly Block[];
  readonly #query: QueryTerms;
  readonly #found: (readonly number[])[];
  readonly #frequencies: Int32Array;
  #first = 0;
  #end = 0;
  #lines = 0;
  #terms = 0;
  /** What the score cannot exceed: cheap to keep, and enough to pass over most windows. */
  #highestScore = 0;

  constructor(blocks: readonly Block[], query: QueryTerms) {
    this.#blocks = blocks;
    this.#query = query;
    this.#found = blocks.map(({ counts }) => (counts ? query.among(counts) : []));
    this.#frequencies = new Int32Array(query.weights.length);
  }

  /** Starts at block `first` and takes in one block at least and as many more as `canGrow` allows. */
  moveTo(first: number, canGrow: (block: Block, lines: number) => boolean): number {
    while (this.#first < first && this.#first < this.#end) this.#add(this.#first++, -1);
    this.#first = first;
    this.#end = Math.max(first, this.#end);
    for (; this.#end < this.#blocks.length; this.#end++) {
      const block = this.#blocks[this.#end];
      if (!block || (this.#end > first && !canGrow(block, this.#lines))) break;
      this.#add(this.#end, 1);
    }
    return this.#end;
  }

  get highestScore(): number {
    return this.#highestScore;
  }

  score({ termsPerLine, maxLines }: WindowLimits): number {
    return bm25(this.#query, this.#frequencies, this.#terms / (termsPerLine * maxLines));
  }

  #add(index: number, sign: 1 | -1): void {
    const found = this.#found[index] ?? [];
    for (let at = 0; at < found.length; at += 2) {
      const number = found[at] ?? 0;
      const before = this.#frequencies[number] ?? 0;
      const after = before + sign * (found[at + 1] ?? 0);
      this.#frequencies[number] = after;
      if (before === 0 || after === 0) this.#highestScore += sign * this.#query.highestScoreOf(number);
    }
    this.#lines += sign * linesOf(this.#blocks[index]);
    this.#terms += sign * (this.#blocks[index]?.counts?.total ?? 0);
  }
}
