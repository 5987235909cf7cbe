import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';

export interface BucketLimits {
  readonly perSecond: number;
  readonly burst: number;
}

/** A sum of small refills falls short of the one that they make up, by rounding. */
const rounding = 1e-6;

/** Refills evenly and never holds more than the burst. */
export class TokenBucket {
  readonly #clock: Clock;
  #limits: BucketLimits;
  #tokens: number;
  #atMs: Milliseconds;

  /** @param tokens what it holds at first */
  constructor(limits: BucketLimits, clock: Clock, tokens = limits.burst) {
    this.#limits = limits;
    this.#clock = clock;
    this.#tokens = tokens;
    this.#atMs = clock.now();
  }

  set limits(limits: BucketLimits) {
    this.#tokens = Math.min(this.available, limits.burst);
    this.#limits = limits;
  }

  get available(): number {
    const nowMs = this.#clock.now();
    const gained = ((nowMs - this.#atMs) / 1000) * this.#limits.perSecond;
    this.#tokens = Math.min(this.#limits.burst, this.#tokens + gained);
    this.#atMs = nowMs;
    return this.#tokens;
  }

  /** Until it holds `amount`, or as much as it can; 0 when it does. */
  waitMs(amount: number): Milliseconds {
    const missing = Math.min(amount, this.#limits.burst) - this.available;
    return missing <= rounding ? 0 : (missing / this.#limits.perSecond) * 1000;
  }

  take(amount: number): void {
    this.#tokens = this.available - amount;
  }

  drain(): void {
    this.take(Math.max(0, this.available));
  }
}
