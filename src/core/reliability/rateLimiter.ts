import type { Clock } from '../base/clock.ts';
import type { Milliseconds, Tokens } from '../base/units.ts';
import type { RateLimit, RateLimits } from '../provider/rateLimits.ts';
import { TokenBucket, type BucketLimits } from './tokenBucket.ts';

export interface LimiterStats {
  /** Requests that could go out at once. */
  readonly available: number;
  readonly requestsLastMinute: number;
  readonly perSecond: number;
  readonly burst: number;
  /** The provider asked to wait that long; 0 when it did not. */
  readonly closedMs: Milliseconds;
}

const minuteMs = 60_000;
/** A provider that asks for more, or says nonsense, is asked again then. */
const longestClosedMs = 15 * minuteMs;

/** What may go to one endpoint: by our own limits, and by what it lets us know of its own. */
export class RateLimiter {
  readonly #clock: Clock;
  #limits: BucketLimits;
  readonly #own: TokenBucket;
  /** The provider's limits, as of its latest answer. */
  #theirs: { readonly requests?: TokenBucket; readonly tokens?: TokenBucket } = {};
  #closedUntilMs = Number.NEGATIVE_INFINITY;
  #sentAtMs: Milliseconds[] = [];

  constructor(limits: BucketLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#own = new TokenBucket(limits, clock);
  }

  set limits(limits: BucketLimits) {
    this.#limits = limits;
    this.#own.limits = limits;
  }

  /** Until a request of so many tokens may go and leaves `reserve` requests to the more urgent; 0 when it may now. */
  waitMs(tokens: Tokens, reserve: number): Milliseconds {
    return Math.max(
      this.closedMs,
      this.#own.waitMs(1 + Math.min(reserve, this.#limits.burst - 1)),
      this.#theirs.requests?.waitMs(1) ?? 0,
      this.#theirs.tokens?.waitMs(tokens) ?? 0,
    );
  }

  take(tokens: Tokens): void {
    this.#own.take(1);
    this.#theirs.requests?.take(1);
    this.#theirs.tokens?.take(tokens);
    this.#sentAtMs.push(this.#clock.now());
  }

  learn({ requests, tokens }: RateLimits): void {
    this.#theirs = {
      ...(requests && { requests: this.#bucketOf(requests) }),
      ...(tokens && { tokens: this.#bucketOf(tokens) }),
    };
  }

  /** After a 429. @param askedMs the wait that the provider asks for, if it does */
  slowDown(askedMs: Milliseconds | undefined): void {
    this.#own.drain();
    if (askedMs === undefined) return;
    this.#closedUntilMs = Math.max(this.#closedUntilMs, this.#clock.now() + Math.min(askedMs, longestClosedMs));
  }

  get closedMs(): Milliseconds {
    return Math.max(0, this.#closedUntilMs - this.#clock.now());
  }

  /** The user wants to know whether it goes by now. */
  reopen(): void {
    this.#closedUntilMs = Number.NEGATIVE_INFINITY;
    this.#theirs = {};
  }

  stats(): LimiterStats {
    const { perSecond, burst } = this.#limits;
    const sinceMs = this.#clock.now() - minuteMs;
    this.#sentAtMs = this.#sentAtMs.filter((atMs) => atMs > sinceMs);
    return {
      available: this.closedMs > 0 ? 0 : Math.max(0, Math.floor(this.#own.available)),
      requestsLastMinute: this.#sentAtMs.length,
      perSecond,
      burst,
      closedMs: this.closedMs,
    };
  }

  /** Taken to refill evenly until the reset. Without a limit, only the next request is known to be granted then. */
  #bucketOf({ limit, remaining, resetMs }: RateLimit): TokenBucket {
    const burst = Math.max(limit ?? remaining + 1, 1);
    const perSecond = ((burst - remaining) / Math.max(resetMs, 1)) * 1000;
    return new TokenBucket({ perSecond: Math.max(perSecond, 1e-3), burst }, this.#clock, remaining);
  }
}
