import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import { ParlanceError, errorPolicies } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import type { Target } from '../provider/target.ts';

const failuresToOpen = 5;
const openForMs = 60_000;

export type BreakerState =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly untilMs: Milliseconds }
  /** One request may find out whether the endpoint is back. */
  | { readonly kind: 'halfOpen'; readonly isProbing: boolean };

/** One endpoint and model: opens after failures in a row, then lets a single probe through. */
export class Breaker {
  readonly #clock: Clock;
  #state: BreakerState = { kind: 'closed', failures: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get state(): BreakerState {
    if (this.#state.kind === 'open' && this.#clock.now() >= this.#state.untilMs)
      return { kind: 'halfOpen', isProbing: false };
    return this.#state;
  }

  /** Milliseconds until a probe may go; 0 when requests may go now. */
  get waitMs(): Milliseconds {
    const { state } = this;
    return state.kind === 'open' ? state.untilMs - this.#clock.now() : 0;
  }

  /** @returns false while the endpoint is being left alone. */
  admit(): boolean {
    const { state } = this;
    if (state.kind === 'open' || (state.kind === 'halfOpen' && state.isProbing)) return false;
    if (state.kind === 'halfOpen') this.#state = { kind: 'halfOpen', isProbing: true };
    return true;
  }

  succeed(): void {
    this.#state = { kind: 'closed', failures: 0 };
  }

  fail(): void {
    const failures = this.#state.kind === 'closed' ? this.#state.failures + 1 : failuresToOpen;
    const isOpening = failures >= failuresToOpen;
    this.#state = isOpening ? { kind: 'open', untilMs: this.#clock.now() + openForMs } : { kind: 'closed', failures };
  }

  /** Neither proves anything about the endpoint: a cancelled request, or a mistake of the user's own. */
  leave(): void {
    if (this.#state.kind === 'halfOpen') this.#state = { kind: 'halfOpen', isProbing: false };
  }
}

/** The breakers of a window, made when first asked for. */
export class Breakers {
  readonly #clock: Clock;
  readonly #breakers = new Map<string, Breaker>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of({ endpoint, model }: Target): Breaker {
    const key = `${endpoint.baseUrl} ${model.id}`;
    let breaker = this.#breakers.get(key);
    if (!breaker) this.#breakers.set(key, (breaker = new Breaker(this.#clock)));
    return breaker;
  }
}

/** Answers at once, with the time left, while an endpoint keeps failing. */
export function circuitBreaker(breakers: Breakers): Policy {
  return (next) =>
    async function* broken(request, signal) {
      const breaker = breakers.of(request.target);
      if (!breaker.admit()) throw isOpen(breaker);
      let settle = () => breaker.leave();
      try {
        for await (const chunk of next(request, signal)) {
          if (chunk.kind === 'end')
            settle = settlementOf(breaker, chunk.finish.kind === 'failed' ? chunk.finish.error : undefined);
          yield chunk;
        }
      } catch (error) {
        if (!signal.aborted && error instanceof ParlanceError) settle = settlementOf(breaker, error);
        throw error;
      } finally {
        settle();
      }
    };
}

function settlementOf(breaker: Breaker, error: ParlanceError | undefined): () => void {
  if (!error) return () => breaker.succeed();
  return errorPolicies[error.kind].isPassing ? () => breaker.fail() : () => breaker.leave();
}

function isOpen(breaker: Breaker): ParlanceError {
  return new ParlanceError('breakerOpen', 'The provider failed several times in a row and is left alone for a while.', {
    retryAfterMs: breaker.waitMs,
  });
}
