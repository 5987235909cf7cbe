import type { Tokens, Usd } from '../base/units.ts';
import type { Cost } from '../provider/chunk.ts';
import type { Feature } from '../provider/request.ts';
import type { LedgerEntry } from './entry.ts';

/** What this session has used so far, for the status bar and its tooltip. */
export interface SessionSummary {
  readonly requests: number;
  readonly inputTokens: Tokens;
  readonly cachedInputTokens: Tokens;
  readonly outputTokens: Tokens;
  /** `unknown` while nothing but requests of unknown price was made. */
  readonly cost: Cost;
  /** Requests whose price nobody knows: their cost is not in `cost`. */
  readonly unpriced: number;
  readonly costByFeature: ReadonlyMap<Feature, Usd>;
  readonly cacheHits: number;
  readonly savedUsd: Usd;
}

/** Adds up the entries of this session. */
export class Session {
  #requests = 0;
  #inputTokens = 0;
  #cachedInputTokens = 0;
  #outputTokens = 0;
  #usd = 0;
  #isEstimate = false;
  #priced = 0;
  #unpriced = 0;
  #cacheHits = 0;
  #savedUsd = 0;
  readonly #costByFeature = new Map<Feature, Usd>();

  add({ feature, receipt: { usage, cost, servedBy, saved } }: LedgerEntry): void {
    this.#requests++;
    if (servedBy === 'cache') this.#cacheHits++;
    if (saved?.kind === 'known') this.#savedUsd += saved.usd;
    this.#inputTokens += usage.inputTokens;
    this.#cachedInputTokens += usage.cachedInputTokens;
    this.#outputTokens += usage.outputTokens;
    if (cost.kind === 'unknown') {
      if (usage.inputTokens + usage.outputTokens > 0) this.#unpriced++;
      return;
    }
    this.#priced++;
    this.#usd += cost.usd;
    this.#isEstimate ||= cost.isEstimate && cost.usd > 0;
    this.#costByFeature.set(feature, (this.#costByFeature.get(feature) ?? 0) + cost.usd);
  }

  summary(): SessionSummary {
    const isUnknown = this.#priced === 0 && this.#unpriced > 0;
    return {
      requests: this.#requests,
      inputTokens: this.#inputTokens,
      cachedInputTokens: this.#cachedInputTokens,
      outputTokens: this.#outputTokens,
      cost: isUnknown ? { kind: 'unknown' } : { kind: 'known', usd: this.#usd, isEstimate: this.#isEstimate },
      unpriced: this.#unpriced,
      costByFeature: this.#costByFeature,
      cacheHits: this.#cacheHits,
      savedUsd: this.#savedUsd,
    };
  }
}
