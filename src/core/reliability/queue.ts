import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import { ParlanceError } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import { priorities, type ModelRequest } from '../provider/request.ts';
import type { TokenBucket } from './tokenBucket.ts';

const longestWaitMs = 30_000;

interface Waiting {
  readonly priority: number;
  readonly start: () => void;
}

/** Lets requests out at the bucket's rate and never more than so many at once, the most urgent first. */
export class RequestQueue {
  readonly #bucket: TokenBucket;
  readonly #clock: Clock;
  #maxConcurrent: number;
  #inFlight = 0;
  /** By priority; within one, in the order of arrival. */
  #waiting: Waiting[] = [];
  #timer: AbortController | undefined;

  constructor(bucket: TokenBucket, maxConcurrent: number, clock: Clock) {
    this.#bucket = bucket;
    this.#maxConcurrent = maxConcurrent;
    this.#clock = clock;
  }

  set maxConcurrent(value: number) {
    this.#maxConcurrent = value;
    this.#pump();
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Whether a request would go out without waiting. */
  get isFree(): boolean {
    return this.#waiting.length === 0 && this.#inFlight < this.#maxConcurrent && this.#bucket.waitMs === 0;
  }

  /** What a request would wait for. */
  get obstacle(): 'rate' | 'concurrency' {
    return this.#inFlight >= this.#maxConcurrent ? 'concurrency' : 'rate';
  }

  /**
   * Resolves when the request may go; `leave` frees its place.
   * @throws {ParlanceError} `queueTimeout` after 30 s.
   * @throws the signal's reason when it aborts: the place in the queue is free at once.
   */
  async enter(priority: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting: Waiting = { priority, start: resolve };
    const after = this.#waiting.findIndex((other) => other.priority > priority);
    this.#waiting.splice(after < 0 ? this.#waiting.length : after, 0, waiting);
    this.#pump();
    if (!this.#waiting.includes(waiting)) return promise;
    await this.#wait(waiting, promise, signal);
  }

  leave(): void {
    this.#inFlight--;
    this.#pump();
  }

  async #wait(waiting: Waiting, started: Promise<void>, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    try {
      const tooLong = this.#clock.sleep(longestWaitMs, AbortSignal.any([signal, over.signal])).then(() => {
        throw new ParlanceError('queueTimeout', `No request could go out for ${longestWaitMs / 1000} s.`);
      });
      await Promise.race([started, tooLong]);
    } catch (error) {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      throw error;
    } finally {
      over.abort();
    }
  }

  #pump(): void {
    while (this.#inFlight < this.#maxConcurrent) {
      const next = this.#waiting[0];
      if (!next) return;
      if (!this.#bucket.take()) return this.#pumpIn(this.#bucket.waitMs);
      this.#waiting.shift();
      this.#inFlight++;
      next.start();
    }
  }

  #pumpIn(ms: Milliseconds): void {
    this.#timer?.abort();
    const timer = new AbortController();
    this.#timer = timer;
    this.#clock.sleep(ms, timer.signal).then(
      () => this.#pump(),
      () => undefined, // A later timer took over.
    );
  }
}

/** Typing has moved on before its turn would come: such a request is dropped instead of queued. */
const isWorthWaiting = ({ feature }: ModelRequest) => feature !== 'inline' && feature !== 'prefetch';

export function queued(queue: RequestQueue): Policy {
  return (next) =>
    async function* waitsItsTurn(request, signal) {
      if (!queue.isFree) {
        if (!isWorthWaiting(request)) throw new ParlanceError('queueTimeout', 'Dropped: it would have had to wait.');
        yield { kind: 'notice', notice: { kind: 'queued', reason: queue.obstacle } };
      }
      await queue.enter(priorities[request.feature], signal);
      try {
        yield* next(request, signal);
      } finally {
        queue.leave();
      }
    };
}
