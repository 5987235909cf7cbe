import type { Milliseconds } from '../base/units.ts';
import type { Extent } from './extent.ts';
import { isBlank } from './indentation.ts';
import type { Site } from './site.ts';

/** What kind of place the cursor is at, by how likely the user is to stop there. */
export type PauseAt = 'blockStart' | 'opening' | 'gap' | 'word';

export interface PauseInput {
  readonly at: PauseAt;
  /** The user's own; see `TypingRhythm`. */
  readonly usualInterval: Milliseconds;
  /** From request to first token, as measured; undefined before the first answer. */
  readonly latencyMs: Milliseconds | undefined;
}

const shortest: Milliseconds = 75;
const longest: Milliseconds = 600;
/** Usual intervals to wait until it is likely that the user has stopped. */
const intervals: Readonly<Record<Exclude<PauseAt, 'blockStart'>, number>> = { opening: 0.6, gap: 1.1, word: 1.7 };
/** A slow endpoint is asked sooner: the answer comes that much later anyway, and may find the user waiting. */
const latencyCredit = 0.1;
const assumedLatency: Milliseconds = 500;

/** How long to wait for the next key before asking. */
export function pauseMs({ at, usualInterval, latencyMs = assumedLatency }: PauseInput): Milliseconds {
  if (at === 'blockStart') return 0;
  const pause = intervals[at] * usualInterval - latencyCredit * latencyMs;
  return Math.round(Math.min(longest, Math.max(shortest, pause)));
}

export function pauseAt({ linePrefix }: Site, extent: Extent): PauseAt {
  if (isBlank(linePrefix)) return extent.kind === 'block' ? 'blockStart' : 'opening';
  if (/[{:(=,[]\s*$|=>\s*$/.test(linePrefix)) return 'opening';
  return /[\w$]$/.test(linePrefix) ? 'word' : 'gap';
}
