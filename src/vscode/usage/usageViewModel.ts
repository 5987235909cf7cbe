import { formatSeconds, formatTokens, formatUsd, type CurrencyDisplay } from '../../core/cost/format.ts';
import { projectedMonth, usageReport, type Figures, type NamedFigures } from '../../core/cost/usageReport.ts';
import type { TableView } from '../../protocol/reportParts.ts';
import type { UsageView } from '../../protocol/usageMessages.ts';
import { localDay, type LedgerRow } from '../../storage/ledger/ledgerRow.ts';
import type { UsageBook } from '../../storage/ledger/usageBook.ts';
import type { BudgetUse } from './budgets.ts';

export interface UsageQuery {
  /** `today`, `7`, `30`, or a month such as `2026-11`. */
  readonly period: string;
  readonly stackBy: 'feature' | 'model';
}

export interface UsageSources {
  readonly usage: UsageBook;
  readonly budget: BudgetUse | undefined;
  readonly currency: CurrencyDisplay;
  /** Ghost text that was accepted. */
  readonly acceptedSuggestions: number;
  readonly nowMs: number;
}

const monthsOffered = 6;
const dearestShown = 10;

export function usageViewOf({ period, stackBy }: UsageQuery, sources: UsageSources): UsageView {
  const { usage, currency, nowMs } = sources;
  const days = daysOf(period, nowMs);
  const [first = localDay(nowMs)] = days;
  const last = days.at(-1) ?? first;
  const report = usageReport(usage.days(first, last), days, stackBy);
  const money = (usd: number) => formatUsd(usd, currency);
  return {
    period,
    stackBy,
    periods: periodsAt(nowMs),
    figures: figuresOf(report.total, sources),
    legend: report.legend,
    bars: report.bars.map(({ day, usd, parts }) => ({
      day,
      usd,
      text: money(usd),
      parts: parts.map((part) => ({ ...part, text: money(part.usd) })),
    })),
    tables: [
      figuresTable('By feature', 'Feature', report.byFeature, currency),
      figuresTable('By model', 'Model', report.byModel, currency),
      dearestTable(usage.dearest(startOf(first), startOf(last, 1), dearestShown), currency),
    ],
    notice: usage.isLasting ? '' : 'The ledger could not be opened: these are the figures of this window alone.',
  };
}

/** Every day of the period, oldest first. */
function daysOf(period: string, nowMs: number): readonly string[] {
  if (/^\d{4}-\d{2}$/.test(period)) {
    const [year = 0, month = 1] = period.split('-').map(Number);
    const count = new Date(year, month, 0).getDate();
    return Array.from({ length: count }, (_, index) => `${period}-${String(index + 1).padStart(2, '0')}`);
  }
  const today = localDay(nowMs);
  const count = period === 'today' ? 1 : Number(period);
  return Array.from({ length: count }, (_, index) => localDay(startOf(today, index + 1 - count)));
}

function periodsAt(nowMs: number): UsageView['periods'] {
  const now = new Date(nowMs);
  const months = Array.from({ length: monthsOffered }, (_, index) => {
    const id = localDay(new Date(now.getFullYear(), now.getMonth() - index, 1).getTime()).slice(0, 7);
    return { id, label: id };
  });
  return [{ id: 'today', label: 'Today' }, { id: '7', label: '7 days' }, { id: '30', label: '30 days' }, ...months];
}

function figuresOf(total: Figures, { usage, budget, currency, acceptedSuggestions, nowMs }: UsageSources) {
  const money = (usd: number) => formatUsd(usd, currency);
  const now = new Date(nowMs);
  const daysInMonth = new Date(now.getFullYear(), now.getMonth() + 1, 0).getDate();
  const unpriced = total.unpriced > 0 ? `${total.unpriced} requests of unknown price are not in it` : '';
  return [
    { label: 'Cost', value: money(total.usd), detail: unpriced },
    { label: 'Requests', value: String(total.requests), detail: `${total.hits} from the cache` },
    {
      label: 'Tokens in / cached / out',
      value: [total.input, total.cached, total.output].map(formatTokens).join(' / '),
      detail: '',
    },
    { label: 'Saved by caches', value: money(total.saved), detail: '' },
    { label: 'Cancelled or failed', value: money(total.wasted), detail: '' },
    {
      label: 'Month’s end, at this rate',
      value: money(projectedMonth(usage.spent('month'), now.getDate(), daysInMonth)),
      detail: budget
        ? `${Math.floor(budget.share * 100)} % of the budget for the ${budget.budget} used`
        : 'no budget is set',
    },
    {
      label: 'Per accepted suggestion',
      value: acceptedSuggestions > 0 ? money(ghostTextUsd(usage) / acceptedSuggestions) : '–',
      detail: `${acceptedSuggestions} accepted in all`,
    },
  ];
}

/** All that ghost text has ever cost, what was made ahead included. */
function ghostTextUsd(usage: UsageBook): number {
  const sums = usage.days('0000', '9999').filter(({ feature }) => feature === 'inline' || feature === 'prefetch');
  return sums.reduce((total, { usd }) => total + usd, 0);
}

function figuresTable(
  title: string,
  first: string,
  rows: readonly NamedFigures[],
  currency: CurrencyDisplay,
): TableView {
  return {
    title,
    columns: [first, 'Requests', 'Tokens in', 'Cached', 'Tokens out', 'First token', 'Saved', 'Wasted', 'Cost'],
    rows: rows.map(({ name, requests, input, cached, output, saved, wasted, usd, unpriced, timed, firstMs }) => [
      name,
      String(requests),
      ...[input, cached, output].map(formatTokens),
      timed > 0 ? formatSeconds(firstMs / timed) : '',
      formatUsd(saved, currency),
      formatUsd(wasted, currency),
      unpriced > 0 ? `${formatUsd(usd, currency)} + ${unpriced} unpriced` : formatUsd(usd, currency),
    ]),
  };
}

function dearestTable(rows: readonly LedgerRow[], currency: CurrencyDisplay): TableView {
  return {
    title: 'The dearest requests',
    columns: ['Time', 'Feature', 'Model', 'Tokens in', 'Tokens out', 'Time taken', 'Outcome', 'Cost'],
    rows: rows.map(({ at, feature, model, input, output, totalMs, outcome, usd, isEstimate }) => [
      new Date(at).toLocaleString(),
      feature,
      model,
      formatTokens(input),
      formatTokens(output),
      formatSeconds(totalMs),
      outcome,
      `${isEstimate === 1 ? '~' : ''}${formatUsd(usd ?? 0, currency)}`,
    ]),
  };
}

/** Local midnight of a day, or of one so many days later. */
function startOf(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
}
