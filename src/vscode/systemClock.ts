import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../core/base/clock.ts';

/** The one real clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  async sleep(ms, signal) {
    signal.throwIfAborted();
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      // Node rejects with an AbortError of its own; callers want the reason that was given.
      signal.throwIfAborted();
      throw error;
    }
  },
};
