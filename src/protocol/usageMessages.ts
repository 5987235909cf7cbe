import * as v from 'valibot';
import { figure, table } from './reportParts.ts';
import { listOf } from './schema.ts';

const text = v.string();

const part = v.object({ name: text, usd: v.number(), text });
const bar = v.object({ day: text, usd: v.number(), text, parts: listOf(part) });

/** Everything the dashboard shows, in words and formatted; `usd` only draws the bars. */
const usageView = v.object({
  period: text,
  stackBy: v.picklist(['feature', 'model']),
  /** Periods to choose from: value and label. */
  periods: listOf(v.object({ id: text, label: text })),
  figures: listOf(figure),
  legend: listOf(text),
  bars: listOf(bar),
  tables: listOf(table),
  /** Said above everything, such as that the ledger ends with the window. */
  notice: text,
});
export type UsageView = v.InferOutput<typeof usageView>;

export const toUsageView = v.object({ type: v.literal('report'), view: usageView });
export type ToUsageView = v.InferOutput<typeof toUsageView>;

export const fromUsageView = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('show'), period: text, stackBy: v.picklist(['feature', 'model']) }),
  v.object({ type: v.literal('export') }),
  v.object({ type: v.literal('reset') }),
  v.object({ type: v.literal('openBudgets') }),
]);
export type FromUsageView = v.InferOutput<typeof fromUsageView>;
