import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';

export interface BucketLimits {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Starts full; refills evenly; never holds more than the burst. */
export class TokenBucket {
  readonly #clock: Clock;
  #limits: BucketLimits;
  #tokens: number;
  #atMs: Milliseconds;
  /** The server asked to wait until then. */
  #closedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(limits: BucketLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#tokens = limits.burst;
    this.#atMs = clock.now();
  }

  set limits(limits: BucketLimits) {
    this.#refill();
    this.#limits = limits;
    this.#tokens = Math.min(this.#tokens, limits.burst);
  }

  get available(): number {
    this.#refill();
    return this.#clock.now() < this.#closedUntilMs ? 0 : this.#tokens;
  }

  /** Milliseconds until a token is there; 0 when one is. */
  get waitMs(): Milliseconds {
    this.#refill();
    const refillMs = this.#tokens >= 1 ? 0 : ((1 - this.#tokens) / this.#limits.requestsPerSecond) * 1000;
    return Math.max(refillMs, this.#closedUntilMs - this.#clock.now(), 0);
  }

  /** @returns whether there was one to take. */
  take(): boolean {
    if (this.waitMs > 0) return false;
    this.#tokens--;
    return true;
  }

  closeFor(ms: Milliseconds): void {
    this.#closedUntilMs = Math.max(this.#closedUntilMs, this.#clock.now() + ms);
  }

  #refill(): void {
    const nowMs = this.#clock.now();
    const gained = ((nowMs - this.#atMs) / 1000) * this.#limits.requestsPerSecond;
    // A sum of small refills must not fall short of the one that they make up.
    this.#tokens = Math.min(this.#limits.burst, this.#tokens + gained + (gained > 0 ? 1e-9 : 0));
    this.#atMs = nowMs;
  }
}
