import * as v from 'valibot';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import type { Receipt } from '../../core/provider/chunk.ts';

const text = v.string();
const count = v.number();

/** A row of the ledger: figures only. Costs in USD; null where no price is known. */
export const ledgerRow = v.object({
  at: count,
  day: text,
  feature: text,
  provider: text,
  model: text,
  strategy: text,
  input: count,
  cached: count,
  cacheWrite: count,
  output: count,
  reasoning: count,
  origin: text,
  /** Who says what it costs, and as of when. */
  price: text,
  /** In USD per million tokens. */
  inputPrice: v.nullable(count),
  cachedPrice: v.nullable(count),
  cacheWritePrice: v.nullable(count),
  outputPrice: v.nullable(count),
  usd: v.nullable(count),
  isEstimate: count,
  saved: count,
  firstMs: v.nullable(count),
  totalMs: count,
  outcome: text,
  servedBy: text,
});
export type LedgerRow = Readonly<v.InferOutput<typeof ledgerRow>>;

export function rowOf({ atMs, feature, strategy = '', outcome, receipt }: LedgerEntry): LedgerRow {
  const { target, usage, firstTokenMs, totalMs, servedBy } = receipt;
  return {
    at: atMs,
    day: localDay(atMs),
    feature,
    provider: target.endpoint.provider,
    model: target.model.id,
    strategy,
    input: usage.inputTokens,
    cached: usage.cachedInputTokens,
    cacheWrite: usage.cacheWriteTokens,
    output: usage.outputTokens,
    reasoning: usage.reasoningTokens,
    origin: usage.origin,
    ...costColumns(receipt),
    firstMs: firstTokenMs ?? null,
    totalMs,
    outcome: outcome.kind === 'failed' ? `failed: ${outcome.error}` : outcome.kind,
    servedBy,
  };
}

const unpriced = { input: null, cachedInput: null, cacheWrite: null, output: null, source: '' };

function costColumns({ target, usage, cost, saved }: Receipt) {
  const { source, ...prices } = target.model.price ?? unpriced;
  return {
    price: usage.reportedCostUsd === undefined ? source : 'reported by the provider',
    inputPrice: prices.input,
    cachedPrice: prices.cachedInput,
    cacheWritePrice: prices.cacheWrite,
    outputPrice: prices.output,
    usd: cost.kind === 'known' ? cost.usd : null,
    isEstimate: cost.kind === 'known' && cost.isEstimate ? 1 : 0,
    saved: saved?.kind === 'known' ? saved.usd : 0,
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-23` where the user is: budgets and bars of the dashboard follow the user's calendar. */
export function localDay(epochMs: number): string {
  const date = new Date(epochMs);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
