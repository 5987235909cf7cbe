import type { LedgerEntry } from '../../src/core/cost/entry.ts';
import { targetAt } from './requests.ts';

const target = targetAt('http://127.0.0.1:1/v1');

/** A booked request that cost so much, in USD. */
export function entryOf(usd: number, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  const usage = {
    inputTokens: 100,
    cachedInputTokens: 20,
    cacheWriteTokens: 0,
    outputTokens: 30,
    reasoningTokens: 0,
    origin: 'reported',
  } as const;
  return {
    atMs: Date.now(),
    feature: 'generate',
    outcome: { kind: 'complete' },
    receipt: {
      requestId: 'r',
      target,
      servedBy: 'network',
      usage,
      cost: { kind: 'known', usd, isEstimate: false },
      totalMs: 5,
    },
    ...changes,
  };
}
