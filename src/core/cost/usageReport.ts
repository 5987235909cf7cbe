import type { Milliseconds, Tokens, Usd } from '../base/units.ts';

/** What one day has come to with one feature and model. */
export interface DaySum {
  /** `2026-11-23`, in the user's calendar. */
  readonly day: string;
  readonly feature: string;
  readonly provider: string;
  readonly model: string;
  readonly requests: number;
  readonly input: Tokens;
  readonly cached: Tokens;
  readonly output: Tokens;
  readonly usd: Usd;
  /** Requests whose price nobody knows; their cost is not in `usd`. */
  readonly unpriced: number;
  /** By cache hits. */
  readonly saved: Usd;
  /** On requests that were cancelled or failed. */
  readonly wasted: Usd;
  readonly hits: number;
  /** Requests whose first token came, and how long they waited for it in all. */
  readonly timed: number;
  readonly firstMs: Milliseconds;
}

export type Figures = Omit<DaySum, 'day' | 'feature' | 'provider' | 'model'>;

export interface NamedFigures extends Figures {
  readonly name: string;
}

interface Bar {
  readonly day: string;
  readonly usd: Usd;
  /** By feature or model, in the order of the legend. */
  readonly parts: readonly { readonly name: string; readonly usd: Usd }[];
}

export interface UsageReport {
  readonly total: Figures;
  readonly byFeature: readonly NamedFigures[];
  readonly byModel: readonly NamedFigures[];
  /** A bar for each day, those without a request included. */
  readonly bars: readonly Bar[];
  /** What the bars are stacked of, the dearest first. */
  readonly legend: readonly string[];
}

const none: Figures = {
  requests: 0,
  input: 0,
  cached: 0,
  output: 0,
  usd: 0,
  unpriced: 0,
  saved: 0,
  wasted: 0,
  hits: 0,
  timed: 0,
  firstMs: 0,
};

/** @param days every day of the period, oldest first */
export function usageReport(
  sums: readonly DaySum[],
  days: readonly string[],
  stackBy: 'feature' | 'model',
): UsageReport {
  const byFeature = grouped(sums, ({ feature }) => feature);
  const byModel = grouped(sums, ({ model }) => model);
  const legend = (stackBy === 'feature' ? byFeature : byModel).map(({ name }) => name);
  return {
    total: sums.reduce(plus, none),
    byFeature,
    byModel,
    legend,
    bars: days.map((day) => barOf(day, sums, legend, stackBy)),
  };
}

/** What the month will have cost at its end, if it goes on as it has: by the days that have passed. */
export function projectedMonth(spent: Usd, dayOfMonth: number, daysInMonth: number): Usd {
  return (spent / Math.max(1, dayOfMonth)) * daysInMonth;
}

function barOf(day: string, sums: readonly DaySum[], legend: readonly string[], stackBy: 'feature' | 'model'): Bar {
  const own = sums.filter((sum) => sum.day === day);
  const parts = legend.flatMap((name) => {
    const usd = own.filter((sum) => sum[stackBy] === name).reduce((total, sum) => total + sum.usd, 0);
    return usd > 0 ? [{ name, usd }] : [];
  });
  return { day, usd: parts.reduce((total, part) => total + part.usd, 0), parts };
}

function grouped(sums: readonly DaySum[], nameOf: (sum: DaySum) => string): readonly NamedFigures[] {
  const groups = new Map<string, Figures>();
  for (const sum of sums) groups.set(nameOf(sum), plus(groups.get(nameOf(sum)) ?? none, sum));
  return [...groups]
    .map(([name, figures]) => ({ name, ...figures }))
    .toSorted((a, b) => b.usd - a.usd || b.requests - a.requests);
}

function plus(one: Figures, other: Figures): Figures {
  return {
    requests: one.requests + other.requests,
    input: one.input + other.input,
    cached: one.cached + other.cached,
    output: one.output + other.output,
    usd: one.usd + other.usd,
    unpriced: one.unpriced + other.unpriced,
    saved: one.saved + other.saved,
    wasted: one.wasted + other.wasted,
    hits: one.hits + other.hits,
    timed: one.timed + other.timed,
    firstMs: one.firstMs + other.firstMs,
  };
}
