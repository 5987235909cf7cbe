import type { BudgetLimits, Reservation } from '../../core/cost/budget.ts';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import { rowOf, type LedgerRow } from './ledgerRow.ts';
import type { DaySum } from '../../core/cost/usageReport.ts';
import { sumOf } from './ledger.ts';
import type { UsageBook } from './usageBook.ts';

/** The account of this window alone, for a VS Code without `node:sqlite` or a disk that cannot be written. */
export class SessionBook implements UsageBook {
  readonly isLasting = false;
  #rows: LedgerRow[] = [];
  readonly #reservations = new Map<number, number>();
  #lastId = 0;

  add(entry: LedgerEntry): void {
    this.#rows.push(rowOf(entry));
  }

  reserve(usd: number, limits: BudgetLimits): Reservation {
    const reserved = [...this.#reservations.values()].reduce((sum, each) => sum + each, 0);
    const spent = this.spent() + reserved;
    for (const budget of ['session', 'day', 'month'] as const) {
      const limit = limits[budget];
      if (limit > 0 && (spent >= limit || spent + usd > limit)) return { kind: 'overrun', budget, limit, spent };
    }
    this.#reservations.set(++this.#lastId, usd);
    return { kind: 'reserved', id: this.#lastId };
  }

  settle(id: number): void {
    this.#reservations.delete(id);
  }

  spent(): number {
    return this.#rows.reduce((sum, { usd }) => sum + (usd ?? 0), 0);
  }

  days(fromDay: string, toDay: string): readonly DaySum[] {
    const inPeriod = this.#rows.filter(({ day }) => day >= fromDay && day <= toDay);
    return inPeriod.map((row) => ({ requests: 1, ...sumOf(row) }));
  }

  dearest(fromMs: number, untilMs: number, count: number): readonly LedgerRow[] {
    const inPeriod = this.#rows.filter(({ at, usd }) => at >= fromMs && at < untilMs && usd !== null && usd > 0);
    return inPeriod.toSorted((a, b) => (b.usd ?? 0) - (a.usd ?? 0)).slice(0, count);
  }

  rows(): Iterable<LedgerRow> {
    return this.#rows;
  }

  forgetBefore(): void {
    // Nothing is older than the window.
  }

  reset(): void {
    this.#rows = [];
  }

  dispose(): void {
    this.reset();
  }
}
