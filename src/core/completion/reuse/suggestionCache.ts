import { LRUCache } from 'lru-cache';
import type { Clock } from '../../base/clock.ts';
import type { Milliseconds } from '../../base/units.ts';
import type { Spot } from '../document.ts';
import { continuationSince, remainderOf, type Anchor } from './continuation.ts';

/** What a model answered at a place, made ready to be shown there. */
export interface Suggestion {
  /** The request that brought it. */
  readonly requestId: string;
  readonly anchor: Anchor;
  /** Which model said it, for which settings. */
  readonly origin: string;
  /** Empty: the model has nothing to say there, and need not be asked again. */
  readonly text: string;
}

export interface Found {
  readonly suggestion: Suggestion;
  /** What is left of its text at the cursor. */
  readonly text: string;
}

const keptDocuments = 32;
const keptPerDocument = 32;
/** Longer than anyone thinks about one line; the code around has moved on by then. */
const keptFor: Milliseconds = 10 * 60_000;

interface Entry {
  readonly suggestion: Suggestion;
  readonly atMs: Milliseconds;
}

/** Remembers suggestions by the place they were made for, and finds what fits a cursor that has moved since. */
export class SuggestionCache {
  readonly #clock: Clock;
  /** By document; the newest first. */
  readonly #entries = new LRUCache<string, readonly Entry[]>({ max: keptDocuments });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(suggestion: Suggestion): void {
    const { uri } = suggestion.anchor;
    const others = this.#fresh(uri).slice(0, keptPerDocument - 1);
    this.#entries.set(uri, [{ suggestion, atMs: this.#clock.now() }, ...others]);
  }

  /** All that can go on at the cursor, the best first: what was typed of one goes before what was deleted before one. */
  find(spot: Spot, origin: string): readonly Found[] {
    const typed: Found[] = [];
    const deleted: Found[] = [];
    const empty: Found[] = [];
    for (const { suggestion } of this.#fresh(spot.document.uri)) {
      if (suggestion.origin !== origin) continue;
      const continuation = continuationSince(suggestion.anchor, spot);
      const text = continuation && remainderOf(suggestion.text, continuation);
      if (!continuation || text === undefined) continue;
      if (text !== '') (continuation.kind === 'typed' ? typed : deleted).push({ suggestion, text });
      // A text typed to its end is used up; one that was empty speaks of its own place alone.
      else if (continuation.text === '') empty.push({ suggestion, text });
    }
    return [...typed, ...deleted, ...empty];
  }

  clear(): void {
    this.#entries.clear();
  }

  #fresh(uri: string): readonly Entry[] {
    const oldest = this.#clock.now() - keptFor;
    return (this.#entries.get(uri) ?? []).filter(({ atMs }) => atMs >= oldest);
  }
}
