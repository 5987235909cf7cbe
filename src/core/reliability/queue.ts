import type { Clock } from '../base/clock.ts';
import type { Milliseconds, Tokens } from '../base/units.ts';
import { ParlanceError } from '../errors.ts';
import { priorities, type ModelRequest } from '../provider/request.ts';
import type { RateLimits } from '../provider/rateLimits.ts';
import type { Endpoint } from '../provider/target.ts';
import { RateLimiter, type LimiterStats } from './rateLimiter.ts';

export interface QueueLimits {
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly maxConcurrent: number;
}

/** What a request waits for. */
export type Obstacle = 'rate' | 'concurrency';

const longestWaitMs = 30_000;
/**
 * By priority: so many places and tokens are left to the more urgent. Typing fills neither the one nor the other, so
 * that a command never waits for it.
 */
const reserves = [0, 0, 2, 3, 2] as const;

/** What the queue has to know of a request. */
type Candidate = Pick<ModelRequest, 'feature' | 'target' | 'promptTokens'>;

/** A request that wants to go out. */
interface Turn {
  readonly promptTokens: Tokens;
  readonly priority: number;
  readonly reserve: number;
  readonly limiter: RateLimiter;
}

interface Waiting extends Turn {
  readonly start: () => void;
}

/** Lets requests out at each endpoint's rate and never more than so many at once, the most urgent first. */
export class RequestQueue {
  readonly #clock: Clock;
  #limits: QueueLimits;
  readonly #limiters = new Map<string, RateLimiter>();
  #inFlight = 0;
  /** By priority; within one, in the order of arrival. */
  #waiting: Waiting[] = [];
  #timer: { readonly atMs: Milliseconds; readonly stop: AbortController } | undefined;

  constructor(limits: QueueLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  set limits(limits: QueueLimits) {
    this.#limits = limits;
    for (const limiter of this.#limiters.values()) limiter.limits = bucketLimits(limits);
    this.#pump();
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** What an answer's headers say of the provider's own limits. */
  learn(endpoint: Endpoint, limits: RateLimits): void {
    this.#limiterOf(endpoint).learn(limits);
    this.#pump();
  }

  /** After a 429. @param askedMs the wait that the provider asks for, if it does */
  slowDown(endpoint: Endpoint, askedMs: Milliseconds | undefined): void {
    this.#limiterOf(endpoint).slowDown(askedMs);
  }

  /** Forgets what the provider asked for: the user wants to know whether it goes by now. */
  reopen(endpoint: Endpoint): void {
    this.#limiterOf(endpoint).reopen();
    this.#pump();
  }

  stats(endpoint: Endpoint): LimiterStats {
    return this.#limiterOf(endpoint).stats();
  }

  /** What `request` would wait for now; undefined when it could go at once. */
  obstacleFor(request: Candidate): Obstacle | undefined {
    const turn = this.#turnOf(request);
    if (!this.#hasPlaceFor(turn)) return 'concurrency';
    const isNext = !this.#waiting.some(
      ({ priority, limiter }) => priority <= turn.priority && limiter === turn.limiter,
    );
    return isNext && waitMs(turn) === 0 ? undefined : 'rate';
  }

  /**
   * Resolves when the request may go; `leave` frees its place.
   * @throws {ParlanceError} `queueTimeout` after 30 s; `rateLimited` at once where the provider wants a longer wait.
   * @throws the signal's reason when it aborts: the place in the queue is free at once.
   */
  enter(request: ModelRequest, signal: AbortSignal): Promise<void> {
    const turn = this.#turnOf(request);
    return this.#wait(turn, ({ priority }) => priority > turn.priority, signal);
  }

  /**
   * Lets others go for `ms`, between two attempts of a request that holds a place; it is the first of its priority
   * when it comes back. Whatever comes of it, `leave` is still due.
   */
  async stepAside(ms: Milliseconds, request: ModelRequest, signal: AbortSignal): Promise<void> {
    const turn = this.#turnOf(request);
    this.leave();
    try {
      await this.#clock.sleep(ms, signal);
      await this.#wait(turn, ({ priority }) => priority >= turn.priority, signal);
    } catch (error) {
      // For the moment until it is left: nothing is sent any more.
      this.#inFlight++;
      throw error;
    }
  }

  leave(): void {
    this.#inFlight--;
    this.#pump();
  }

  #limiterOf({ baseUrl }: Endpoint): RateLimiter {
    let limiter = this.#limiters.get(baseUrl);
    if (!limiter) {
      limiter = new RateLimiter(bucketLimits(this.#limits), this.#clock);
      this.#limiters.set(baseUrl, limiter);
    }
    return limiter;
  }

  #turnOf({ feature, target, promptTokens }: Candidate): Turn {
    const priority = priorities[feature];
    const limiter = this.#limiterOf(target.endpoint);
    return { promptTokens, priority, reserve: reserves[priority] ?? 0, limiter };
  }

  /** @param isBehind whether it goes before another one that waits */
  async #wait(turn: Turn, isBehind: (other: Turn) => boolean, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { closedMs } = turn.limiter;
    if (closedMs > longestWaitMs)
      throw new ParlanceError('rateLimited', 'The provider wants to be left alone for a while.', {
        retryAfterMs: closedMs,
      });
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const waiting: Waiting = { ...turn, start };
    const after = this.#waiting.findIndex(isBehind);
    this.#waiting.splice(after < 0 ? this.#waiting.length : after, 0, waiting);
    this.#pump();
    if (this.#waiting.includes(waiting)) await this.#patiently(waiting, started, signal);
  }

  async #patiently(waiting: Waiting, started: Promise<void>, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    try {
      const tooLong = this.#clock.sleep(longestWaitMs, AbortSignal.any([signal, over.signal])).then(() => {
        throw new ParlanceError('queueTimeout', `No request could go out for ${longestWaitMs / 1000} s.`);
      });
      await Promise.race([started, tooLong]);
    } catch (error) {
      // Its turn may have come in the moment of giving up.
      if (this.#waiting.includes(waiting)) this.#waiting = this.#waiting.filter((other) => other !== waiting);
      else this.leave();
      throw error;
    } finally {
      over.abort();
    }
  }

  #pump(): void {
    let soonestMs = Number.POSITIVE_INFINITY;
    const closed = new Set<RateLimiter>();
    const left: Waiting[] = [];
    for (const waiting of this.#waiting) {
      const delayMs =
        closed.has(waiting.limiter) || !this.#hasPlaceFor(waiting) ? Number.POSITIVE_INFINITY : waitMs(waiting);
      if (delayMs === 0) {
        this.#start(waiting);
        continue;
      }
      left.push(waiting);
      soonestMs = Math.min(soonestMs, delayMs);
      // Who comes later must not take what the more urgent waits for.
      if (delayMs < Number.POSITIVE_INFINITY) closed.add(waiting.limiter);
    }
    this.#waiting = left;
    this.#pumpIn(soonestMs);
  }

  #start({ promptTokens, limiter, start }: Waiting): void {
    limiter.take(promptTokens);
    this.#inFlight++;
    start();
  }

  #hasPlaceFor({ reserve }: Turn): boolean {
    const { maxConcurrent } = this.#limits;
    return maxConcurrent - this.#inFlight > Math.min(reserve, maxConcurrent - 1);
  }

  #pumpIn(ms: Milliseconds): void {
    const atMs = this.#clock.now() + ms;
    if (this.#timer && this.#timer.atMs <= atMs) return;
    this.#timer?.stop.abort();
    this.#timer = undefined;
    if (ms === Number.POSITIVE_INFINITY) return;
    const timer = { atMs, stop: new AbortController() };
    this.#timer = timer;
    void this.#wakeUp(ms, timer.stop.signal);
  }

  async #wakeUp(ms: Milliseconds, signal: AbortSignal): Promise<void> {
    try {
      await this.#clock.sleep(ms, signal);
    } catch {
      return; // An earlier one took over.
    }
    this.#timer = undefined;
    this.#pump();
  }
}

const bucketLimits = ({ requestsPerSecond, burst }: QueueLimits) => ({ perSecond: requestsPerSecond, burst });

const waitMs = ({ limiter, promptTokens, reserve }: Turn) => limiter.waitMs(promptTokens, reserve);
