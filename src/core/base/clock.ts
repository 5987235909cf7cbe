import type { EpochMilliseconds, Milliseconds } from './units.ts';

/** Time as the core sees it. The one real clock is made in `src/vscode`; tests drive their own. */
export interface Clock {
  /** Monotonic: differences mean elapsed time, whatever happens to the wall clock. */
  now(): Milliseconds;
  /** The wall clock, for what is shown or stored. */
  wall(): EpochMilliseconds;
  /**
   * Resolves after `ms`.
   * @throws the signal's reason, as soon as it aborts.
   */
  sleep(ms: Milliseconds, signal: AbortSignal): Promise<void>;
}

/** Uniform in [0, 1), as `Math.random`. */
export type Random = () => number;
