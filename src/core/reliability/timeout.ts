import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import { ParlanceError } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import { isUnasked, type ModelRequest } from '../provider/request.ts';

export interface TimeoutLimits {
  readonly firstTokenMs: Milliseconds;
  readonly betweenTokensMs: Milliseconds;
  readonly wholeMs: Milliseconds;
}

/**
 * All limits follow from the one setting. Typing cannot wait as long as a command: a suggestion that takes a tenth of
 * that comes too late anyway.
 */
export function timeoutLimits(request: ModelRequest, timeoutMs: Milliseconds): TimeoutLimits {
  const firstTokenMs = isUnasked(request) ? timeoutMs / 10 : timeoutMs;
  return { firstTokenMs, betweenTokensMs: firstTokenMs / 3, wholeMs: firstTokenMs * 10 };
}

/**
 * Ends a request that does not begin, stalls or never ends. Keep-alive comments do not count as life: only tokens do.
 * What had arrived of a stalled answer stays, marked as incomplete.
 */
export function timeout(limitsFor: (request: ModelRequest) => TimeoutLimits, clock: Clock): Policy {
  return (next) =>
    async function* timed(request, signal) {
      const watch = new Watch(limitsFor(request), clock);
      let hasText = false;
      try {
        for await (const chunk of next(request, AbortSignal.any([signal, watch.signal]))) {
          if (chunk.kind === 'text' || chunk.kind === 'reasoning') watch.touch();
          hasText ||= chunk.kind === 'text';
          yield chunk;
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!hasText || !watch.error) throw error;
        yield { kind: 'end', finish: { kind: 'failed', error: watch.error } };
      } finally {
        watch.stop();
      }
    };
}

/** One timer for the whole request: it looks at the time of the last token when it fires, not at every token. */
class Watch {
  readonly #limits: TimeoutLimits;
  readonly #clock: Clock;
  readonly #expiry = new AbortController();
  readonly #stopped = new AbortController();
  readonly #startMs: Milliseconds;
  #lastTokenMs: Milliseconds | undefined;
  error: ParlanceError | undefined;

  constructor(limits: TimeoutLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#startMs = clock.now();
    void this.#run();
  }

  get signal(): AbortSignal {
    return this.#expiry.signal;
  }

  touch(): void {
    this.#lastTokenMs = this.#clock.now();
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #run(): Promise<void> {
    for (let leftMs = this.#leftMs(); leftMs > 0; leftMs = this.#leftMs()) {
      try {
        // A first token makes the next one due sooner than it was itself.
        await this.#clock.sleep(Math.min(leftMs, this.#limits.betweenTokensMs), this.#stopped.signal);
      } catch {
        return; // Stopped: the request is over.
      }
    }
    this.error = this.#expired();
    this.#expiry.abort(this.error);
  }

  #expired(): ParlanceError {
    const { firstTokenMs, betweenTokensMs, wholeMs } = this.#limits;
    if (this.#clock.now() >= this.#startMs + wholeMs)
      return new ParlanceError('timeout', `The answer was not over after ${seconds(wholeMs)} s.`);
    return this.#lastTokenMs === undefined
      ? new ParlanceError('timeout', `No answer began within ${seconds(firstTokenMs)} s.`)
      : new ParlanceError('stalled', `The answer stopped coming for ${seconds(betweenTokensMs)} s.`);
  }

  #leftMs(): Milliseconds {
    const { firstTokenMs, betweenTokensMs, wholeMs } = this.#limits;
    const tokenDueMs =
      this.#lastTokenMs === undefined ? this.#startMs + firstTokenMs : this.#lastTokenMs + betweenTokensMs;
    return Math.min(tokenDueMs, this.#startMs + wholeMs) - this.#clock.now();
  }
}

const seconds = (ms: Milliseconds) => Math.round(ms / 1000);
