import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Model } from '../provider/target.ts';

export type PrefetchSetting = 'off' | 'auto';

/** Below, most of what is asked for ahead is thrown away. */
const leastAcceptance = 0.35;
/** A budget of its own: even a free server is shared with what the user waits for. */
const mostInAMinute = 10;
const minuteMs: Milliseconds = 60_000;

/** Decides whether the suggestion behind the one in view is asked for ahead. */
export class PrefetchPolicy {
  readonly #clock: Clock;
  #sentAtMs: readonly Milliseconds[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param acceptanceRate from the user's own record; undefined while there is too little of it
   * @returns whether to ask; a yes is booked on the budget
   */
  admits(setting: PrefetchSetting, { price }: Model, acceptanceRate: number | undefined): boolean {
    if (setting === 'off' || acceptanceRate === undefined || acceptanceRate < leastAcceptance) return false;
    // On priced endpoints nobody pays for what nobody has asked for; an unknown price may be one.
    if (!price || price.input > 0 || price.output > 0) return false;
    const now = this.#clock.now();
    const recent = this.#sentAtMs.filter((atMs) => now - atMs < minuteMs);
    if (recent.length >= mostInAMinute) return false;
    this.#sentAtMs = [...recent, now];
    return true;
  }
}
