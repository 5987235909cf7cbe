import type { Usd } from '../base/units.ts';
import type { Cost } from '../provider/chunk.ts';

export interface CurrencyDisplay {
  readonly sign: '$' | '¥';
  /** Units of the currency per US dollar. */
  readonly perUsd: number;
}

export const inUsd: CurrencyDisplay = { sign: '$', perUsd: 1 };

/** Short enough for a status bar: two significant digits below a cent, `~` before estimates. */
export function formatCost(cost: Cost, currency: CurrencyDisplay): string {
  if (cost.kind === 'unknown') return `${currency.sign}?`;
  return `${cost.isEstimate && cost.usd > 0 ? '~' : ''}${formatUsd(cost.usd, currency)}`;
}

const smallest = 1e-6;

export function formatUsd(usd: Usd, { sign, perUsd }: CurrencyDisplay): string {
  const amount = usd * perUsd;
  if (amount === 0) return `${sign}0`;
  if (amount < smallest) return `<${sign}${smallest.toFixed(6)}`;
  if (amount < 0.01) return `${sign}${amount.toFixed(1 - Math.floor(Math.log10(amount)))}`;
  return `${sign}${amount.toFixed(amount < 1 ? 3 : 2)}`;
}

/** `1.2k` from a thousand on. */
export function formatTokens(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  return tokens < 100_000 ? `${(tokens / 1000).toFixed(1)}k` : `${Math.round(tokens / 1000)}k`;
}

export function formatSeconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
