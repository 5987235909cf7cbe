import type { BudgetLimits, Reservation } from '../../core/cost/budget.ts';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import { rowOf, type LedgerRow } from './ledgerRow.ts';
import type { DaySum } from '../../core/cost/usageReport.ts';
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

  days(): readonly DaySum[] {
    return this.#rows.map((row) => ({
      ...row,
      requests: 1,
      usd: row.usd ?? 0,
      unpriced: Number(row.usd === null),
      wasted: 0,
      hits: 0,
    }));
  }

  dearest(_fromMs: number, count: number): readonly LedgerRow[] {
    return this.#rows.toSorted((a, b) => (b.usd ?? 0) - (a.usd ?? 0)).slice(0, count);
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
