import * as v from 'valibot';
import type { BudgetBook, BudgetName } from '../../core/cost/budget.ts';
import type { DaySum } from '../../core/cost/usageReport.ts';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import type { LedgerRow } from './ledgerRow.ts';

const text = v.string();
const count = v.number();

export const daySum = v.object({
  day: text,
  feature: text,
  provider: text,
  model: text,
  requests: count,
  input: count,
  cached: count,
  output: count,
  usd: count,
  unpriced: count,
  saved: count,
  wasted: count,
  hits: count,
  timed: count,
  firstMs: count,
}) satisfies v.GenericSchema<unknown, DaySum>;

/** The account of all requests, wherever it is kept. */
export interface UsageBook extends BudgetBook {
  /** False where it ends with this window. */
  readonly isLasting: boolean;
  add(entry: LedgerEntry): void;
  /** In USD, as booked; of this window, today, or this month. */
  spent(budget: BudgetName): number;
  /** @param fromDay and `toDay` as `2026-11-23`, both included */
  days(fromDay: string, toDay: string): readonly DaySum[];
  /** @param untilMs not included */
  dearest(fromMs: number, untilMs: number, count: number): readonly LedgerRow[];
  rows(): Iterable<LedgerRow>;
  forgetBefore(epochMs: number): void;
  reset(): void;
  dispose(): void;
}
