import type { Clock } from '../base/clock.ts';
import type { EpochMilliseconds, Milliseconds } from '../base/units.ts';
import { ParlanceError, type ErrorKind } from '../errors.ts';
import type { Chunk, Finish, Notice, Receipt } from '../provider/chunk.ts';
import type { Policy } from '../provider/pipe.ts';
import type { ModelRequest } from '../provider/request.ts';

/** What became of a request. */
export type Outcome = 'complete' | 'truncated' | 'cancelled' | ErrorKind;

/** One request as it looked from outside the pipe: figures only. */
export interface RequestReport {
  readonly request: ModelRequest;
  /** When it was over. */
  readonly atMs: EpochMilliseconds;
  readonly outcome: Outcome;
  /** Of failures: what `outcome` stands for. */
  readonly error?: ParlanceError;
  readonly firstTokenMs?: Milliseconds;
  readonly totalMs: Milliseconds;
  /** Attempts after the first. */
  readonly retries: number;
  /** How often the provider answered with 429. */
  readonly rateLimited: number;
  readonly receipt?: Receipt;
}

export interface RequestObserver {
  onStart?(request: ModelRequest): void;
  onNotice?(request: ModelRequest, notice: Notice): void;
  onEnd(report: RequestReport): void;
}

/** Tells the observers of every request, whatever becomes of it. */
export function observe(observers: readonly RequestObserver[], clock: Clock): Policy {
  return (next) =>
    async function* observed(request, signal) {
      for (const observer of observers) observer.onStart?.(request);
      const watch = new RequestWatch(request, clock);
      try {
        for await (const chunk of next(request, signal)) {
          watch.see(chunk);
          if (chunk.kind === 'notice') for (const observer of observers) observer.onNotice?.(request, chunk.notice);
          yield chunk;
        }
      } catch (error) {
        if (!signal.aborted) watch.fail(error);
        throw error;
      } finally {
        const report = watch.report();
        for (const observer of observers) observer.onEnd(report);
      }
    };
}

class RequestWatch {
  readonly #request: ModelRequest;
  readonly #clock: Clock;
  readonly #startMs: Milliseconds;
  #outcome: Outcome = 'cancelled';
  #error: ParlanceError | undefined;
  #firstTokenMs: Milliseconds | undefined;
  #retries = 0;
  #rateLimited = 0;
  #receipt: Receipt | undefined;

  constructor(request: ModelRequest, clock: Clock) {
    this.#request = request;
    this.#clock = clock;
    this.#startMs = clock.now();
  }

  see(chunk: Chunk): void {
    switch (chunk.kind) {
      case 'text':
      case 'reasoning':
        this.#firstTokenMs ??= this.#clock.now() - this.#startMs;
        break;
      case 'notice':
        if (chunk.notice.kind !== 'retrying') break;
        this.#retries++;
        if (chunk.notice.error.kind === 'rateLimited') this.#rateLimited++;
        break;
      case 'end':
        this.#receipt = chunk.receipt;
        this.#finish(chunk.finish);
    }
  }

  fail(error: unknown): void {
    if (!(error instanceof ParlanceError)) return;
    this.#error = error;
    this.#outcome = error.kind;
    if (error.kind === 'rateLimited') this.#rateLimited++;
  }

  report(): RequestReport {
    return {
      request: this.#request,
      atMs: this.#clock.wall(),
      outcome: this.#outcome,
      totalMs: this.#clock.now() - this.#startMs,
      retries: this.#retries,
      rateLimited: this.#rateLimited,
      ...(this.#error && { error: this.#error }),
      ...(this.#firstTokenMs !== undefined && { firstTokenMs: this.#firstTokenMs }),
      ...(this.#receipt && { receipt: this.#receipt }),
    };
  }

  #finish(finish: Finish): void {
    if (finish.kind === 'failed') this.fail(finish.error);
    else this.#outcome = finish.kind;
  }
}
