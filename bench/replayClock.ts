// Simulated time that stops after each thing that happens.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../src/core/base/clock.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

export class ReplayClock implements Clock {
  #nowMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#nowMs;
  }

  wall(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => {
      this.#sleepers.delete(sleeper);
      reject(signal.reason as Error);
    };
    const sleeper: Sleeper = {
      atMs: this.#nowMs + ms,
      wake: () => {
        signal.removeEventListener('abort', abort);
        resolve();
      },
    };
    signal.addEventListener('abort', abort, { once: true });
    this.#sleepers.add(sleeper);
    return promise;
  }

  /** Lets everything run that is due, and moves on to the next sleeper's instant, `untilMs` at most. */
  async step(untilMs: number): Promise<void> {
    await nextTurn();
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (!next || sleeper.atMs < next.atMs) next = sleeper;
    if (next && next.atMs <= untilMs) {
      this.#sleepers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
    } else this.#nowMs = untilMs;
    await nextTurn();
  }
}
