import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Target } from '../provider/target.ts';

const failuresToOpen = 5;
const openForMs = 60_000;

export type BreakerState =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly untilMs: Milliseconds }
  /** One request may find out whether the endpoint is back. */
  | { readonly kind: 'halfOpen'; readonly isProbing: boolean };

/** What became of a request, as far as it says something about the endpoint. */
export type Verdict =
  | 'success'
  | 'failure'
  /** A cancelled request, or a mistake of the user's own. */
  | 'nothing';

/** To be used once. A request that was admitted in an earlier state has no say any longer. */
export type Report = (verdict: Verdict) => void;

/** One endpoint and model: opens after failures in a row, then lets a single probe through. */
export class Breaker {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #state: BreakerState = { kind: 'closed', failures: 0 };
  /** Counts the openings, closings and probes. */
  #era = 0;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
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

  /** Whether `admit` would refuse. */
  get isShut(): boolean {
    const { state } = this;
    return state.kind === 'open' || (state.kind === 'halfOpen' && state.isProbing);
  }

  /** @returns undefined while the endpoint is being left alone. */
  admit(): Report | undefined {
    if (this.isShut) return undefined;
    if (this.state.kind === 'halfOpen') this.#enter({ kind: 'halfOpen', isProbing: true });
    const era = this.#era;
    return (verdict) => {
      if (era === this.#era) this.#heed(verdict);
    };
  }

  /** The user wants to know whether the endpoint is back: the next request is the probe. */
  tryNow(): void {
    if (this.#state.kind === 'open') this.#enter({ kind: 'halfOpen', isProbing: false });
  }

  #heed(verdict: Verdict): void {
    const isProbe = this.#state.kind === 'halfOpen';
    if (verdict === 'success') this.#succeed(isProbe);
    else if (verdict === 'failure') this.#fail();
    else if (isProbe) this.#enter({ kind: 'halfOpen', isProbing: false });
  }

  #succeed(isProbe: boolean): void {
    if (isProbe) this.#enter({ kind: 'closed', failures: 0 });
    else this.#state = { kind: 'closed', failures: 0 };
  }

  #fail(): void {
    const failures = this.#state.kind === 'closed' ? this.#state.failures + 1 : failuresToOpen;
    if (failures < failuresToOpen) this.#state = { kind: 'closed', failures };
    else this.#enter({ kind: 'open', untilMs: this.#clock.now() + openForMs });
  }

  #enter(state: BreakerState): void {
    this.#state = state;
    this.#era++;
    this.#onChange();
  }
}

/** The breakers of a window, made when first asked for. */
export class Breakers {
  readonly #clock: Clock;
  readonly #onChange: (target: Target, state: BreakerState) => void;
  readonly #breakers = new Map<string, Breaker>();

  constructor(clock: Clock, onChange: (target: Target, state: BreakerState) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  of(target: Target): Breaker {
    const key = `${target.endpoint.baseUrl} ${target.model.id}`;
    let breaker = this.#breakers.get(key);
    if (!breaker) {
      const made = new Breaker(this.#clock, () => this.#onChange(target, made.state));
      this.#breakers.set(key, (breaker = made));
    }
    return breaker;
  }
}
