import type { Milliseconds } from '../base/units.ts';

/** A longer time between two keys is a thought, not a rhythm. */
const longestInterval: Milliseconds = 1_200;
/** Some two lines of code: enough for a quantile, few enough to follow the user through the day. */
const keptIntervals = 64;
const leastIntervals = 8;
/** Between two keys, for an average typist in code; 75 % are shorter. */
const startInterval: Milliseconds = 210;

/** The time that this user takes between two keys. */
export class TypingRhythm {
  #lastMs = Number.NEGATIVE_INFINITY;
  #intervals: readonly Milliseconds[] = [];

  /** A key was typed: one character more in the document, or one less. */
  typed(atMs: Milliseconds): void {
    const interval = atMs - this.#lastMs;
    this.#lastMs = atMs;
    if (interval <= longestInterval) this.#intervals = [...this.#intervals, interval].slice(-keptIntervals);
  }

  /** Three quarters of the user's intervals are no longer than this. */
  get usualInterval(): Milliseconds {
    if (this.#intervals.length < leastIntervals) return startInterval;
    const sorted = [...this.#intervals].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.75)] ?? startInterval;
  }
}
