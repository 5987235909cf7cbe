import type { Milliseconds } from '../base/units.ts';
import type { Target } from './target.ts';

/** Enough to smooth out one slow answer, few enough to follow a change of the weather. */
const kept = 9;

/** The time to the first token, by endpoint and model, as measured in this window. */
export class Latencies {
  readonly #latest = new Map<string, readonly Milliseconds[]>();

  add(target: Target, firstTokenMs: Milliseconds): void {
    const key = keyOf(target);
    this.#latest.set(key, [...(this.#latest.get(key) ?? []), firstTokenMs].slice(-kept));
  }

  /** The median of the latest; undefined before the first. */
  usual(target: Target): Milliseconds | undefined {
    const sorted = (this.#latest.get(keyOf(target)) ?? []).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  }
}

function keyOf({ endpoint, model }: Target): string {
  return `${endpoint.baseUrl} ${model.id}`;
}
