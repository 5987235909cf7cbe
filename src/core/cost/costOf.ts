import type { Cost, Usage } from '../provider/chunk.ts';
import type { Price } from '../provider/target.ts';

const perToken = 1e-6;

/** What `usage` costs. What the provider itself reports wins over any price; without either it is unknown. */
export function costOf(usage: Usage, price: Price | undefined): Cost {
  const isEstimate = usage.origin === 'estimated';
  if (usage.reportedCostUsd !== undefined) return { kind: 'known', usd: usage.reportedCostUsd, isEstimate };
  if (!price) return { kind: 'unknown' };
  const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens } = usage;
  const fresh = inputTokens - cachedInputTokens - cacheWriteTokens;
  const usd =
    (fresh * price.input +
      cachedInputTokens * price.cachedInput +
      cacheWriteTokens * price.cacheWrite +
      outputTokens * price.output) *
    perToken;
  return { kind: 'known', usd, isEstimate };
}
