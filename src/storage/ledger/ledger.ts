import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as v from 'valibot';
import type { BudgetLimits, BudgetName, Reservation } from '../../core/cost/budget.ts';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import type { DaySum } from '../../core/cost/usageReport.ts';
import { daySum, type UsageBook } from './usageBook.ts';
import { ledgerRow, localDay, rowOf, type LedgerRow } from './ledgerRow.ts';

/** Another window writes for a few milliseconds at most; a disk may sleep. */
const busyMs = 5_000;

const schema = `
  CREATE TABLE IF NOT EXISTS requests (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, day TEXT NOT NULL, feature TEXT NOT NULL, provider TEXT NOT NULL,
    model TEXT NOT NULL, strategy TEXT NOT NULL, input INTEGER NOT NULL, cached INTEGER NOT NULL,
    cacheWrite INTEGER NOT NULL, output INTEGER NOT NULL, reasoning INTEGER NOT NULL, origin TEXT NOT NULL,
    price TEXT NOT NULL, inputPrice REAL, cachedPrice REAL, cacheWritePrice REAL, outputPrice REAL, usd REAL, isEstimate INTEGER NOT NULL, saved REAL NOT NULL, firstMs REAL, totalMs REAL NOT NULL,
    outcome TEXT NOT NULL, servedBy TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS requests_by_time ON requests (at, usd);
  CREATE TABLE IF NOT EXISTS days (
    day TEXT NOT NULL, feature TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
    requests INTEGER NOT NULL, input INTEGER NOT NULL, cached INTEGER NOT NULL, output INTEGER NOT NULL,
    usd REAL NOT NULL, unpriced INTEGER NOT NULL, saved REAL NOT NULL, wasted REAL NOT NULL, hits INTEGER NOT NULL,
    timed INTEGER NOT NULL, firstMs REAL NOT NULL,
    PRIMARY KEY (day, feature, provider, model)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS reservations (id INTEGER PRIMARY KEY, pid INTEGER NOT NULL, session TEXT NOT NULL, usd REAL NOT NULL);
  PRAGMA user_version = 1;
`;

const insertRequest = `
  INSERT INTO requests (at, day, feature, provider, model, strategy, input, cached, cacheWrite, output, reasoning, origin,
    price, inputPrice, cachedPrice, cacheWritePrice, outputPrice, usd, isEstimate, saved, firstMs, totalMs, outcome, servedBy)
  VALUES (:at, :day, :feature, :provider, :model, :strategy, :input, :cached, :cacheWrite, :output, :reasoning, :origin,
    :price, :inputPrice, :cachedPrice, :cacheWritePrice, :outputPrice, :usd, :isEstimate, :saved, :firstMs, :totalMs, :outcome, :servedBy)`;

/** Sums are kept as rows come, so that a million requests are read as some hundred lines. */
const addToDay = `
  INSERT INTO days VALUES (:day, :feature, :provider, :model, 1, :input, :cached, :output, :usd, :unpriced, :saved, :wasted, :hits,
    :timed, :firstMs)
  ON CONFLICT DO UPDATE SET requests = requests + 1, input = input + excluded.input, cached = cached + excluded.cached,
    output = output + excluded.output, usd = usd + excluded.usd, unpriced = unpriced + excluded.unpriced,
    saved = saved + excluded.saved, wasted = wasted + excluded.wasted, hits = hits + excluded.hits,
    timed = timed + excluded.timed, firstMs = firstMs + excluded.firstMs`;

/**
 * The account of every request, in one file for all windows: SQLite with a write-ahead log, so that a crash loses
 * nothing that was settled. No prompt and no code is in it.
 */
export class Ledger implements UsageBook {
  readonly isLasting = true;
  readonly #database: DatabaseSync;
  readonly #session: string;
  readonly #pid: number;
  readonly #insert: StatementSync;
  readonly #addToDay: StatementSync;
  #sessionUsd = 0;

  /**
   * @param path of the file; `:memory:` keeps it in this process
   * @throws where the module is missing or the file cannot be opened
   */
  constructor(path: string, session: string, pid: number = process.pid) {
    // Not imported: where the module is missing, nothing else is to fail.
    const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    this.#database = new Database(path, { timeout: busyMs });
    this.#session = session;
    this.#pid = pid;
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    this.#atomically(() => this.#database.exec(schema));
    this.#insert = this.#database.prepare(insertRequest);
    this.#addToDay = this.#database.prepare(addToDay);
  }

  add(entry: LedgerEntry): void {
    const row = rowOf(entry);
    this.#atomically(() => {
      this.#insert.run({ ...row });
      this.#addToDay.run(sumOf(row));
    });
    this.#sessionUsd += row.usd ?? 0;
  }

  reserve(usd: number, limits: BudgetLimits): Reservation {
    return this.#atomically((): Reservation => {
      this.#forgetDead();
      for (const budget of ['session', 'day', 'month'] as const) {
        const limit = limits[budget];
        if (limit === 0) continue;
        const spent = this.spent(budget) + this.#reserved(budget === 'session' ? this.#session : undefined);
        if (spent >= limit || spent + usd > limit) return { kind: 'overrun', budget, limit, spent };
      }
      const { lastInsertRowid } = this.#database
        .prepare('INSERT INTO reservations (pid, session, usd) VALUES (?, ?, ?)')
        .run(this.#pid, this.#session, usd);
      return { kind: 'reserved', id: Number(lastInsertRowid) };
    });
  }

  settle(id: number): void {
    this.#database.prepare('DELETE FROM reservations WHERE id = ?').run(id);
  }

  /** In USD, as booked; of this window, today, or this month. */
  spent(budget: BudgetName, nowMs: number = Date.now()): number {
    if (budget === 'session') return this.#sessionUsd;
    const today = localDay(nowMs);
    const from = budget === 'day' ? today : `${today.slice(0, 8)}01`;
    return this.#number('SELECT sum(usd) FROM days WHERE day BETWEEN ? AND ?', from, today);
  }

  /** @param fromDay and `toDay` as `2026-11-23`, both included */
  days(fromDay: string, toDay: string): readonly DaySum[] {
    const rows = this.#database
      .prepare('SELECT * FROM days WHERE day BETWEEN ? AND ? ORDER BY day')
      .all(fromDay, toDay);
    return rows.map((row) => v.parse(daySum, row));
  }

  /** The dearest requests of a time, the dearest first. @param untilMs not included */
  dearest(fromMs: number, untilMs: number, count: number): readonly LedgerRow[] {
    // The inner search reads nothing but the index: of a million requests, ten rows are looked at.
    const dearest = `SELECT * FROM requests WHERE id IN (
      SELECT id FROM requests WHERE at >= ? AND at < ? AND usd > 0 ORDER BY usd DESC LIMIT ?) ORDER BY usd DESC`;
    return this.#database
      .prepare(dearest)
      .all(fromMs, untilMs, count)
      .map((row) => v.parse(ledgerRow, row));
  }

  /** All rows, oldest first, one after the other. */
  *rows(): Iterable<LedgerRow> {
    const rows = this.#database.prepare('SELECT * FROM requests ORDER BY at').iterate();
    for (const row of rows) yield v.parse(ledgerRow, row);
  }

  /** Rows that are older live on in the sums of their days. */
  forgetBefore(epochMs: number): void {
    this.#database.prepare('DELETE FROM requests WHERE at < ?').run(epochMs);
  }

  /** Forgets everything but what is under way. */
  reset(): void {
    this.#atomically(() => this.#database.exec('DELETE FROM requests; DELETE FROM days;'));
    this.#sessionUsd = 0;
  }

  dispose(): void {
    this.#database.close();
  }

  #reserved(session: string | undefined): number {
    return session === undefined
      ? this.#number('SELECT sum(usd) FROM reservations')
      : this.#number('SELECT sum(usd) FROM reservations WHERE session = ?', session);
  }

  /** Windows that crashed settle nothing any more. */
  #forgetDead(): void {
    for (const row of this.#database.prepare('SELECT DISTINCT pid FROM reservations').all()) {
      const pid = Number(row['pid']);
      if (!isRunning(pid)) this.#database.prepare('DELETE FROM reservations WHERE pid = ?').run(pid);
    }
  }

  #number(sql: string, ...values: string[]): number {
    const row = this.#database.prepare(sql).get(...values) ?? {};
    return Number(Object.values(row)[0] ?? 0);
  }

  /** With the write lock from the start: what was read is still so when it is written. */
  #atomically<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

/** What a request adds to the sums of its day. */
export function sumOf({
  day,
  feature,
  provider,
  model,
  input,
  cached,
  output,
  usd,
  saved,
  outcome,
  servedBy,
  firstMs,
}: LedgerRow) {
  const isWasted = outcome !== 'complete' && outcome !== 'truncated';
  const isUnpriced = usd === null && input + output > 0;
  return {
    day,
    feature,
    provider,
    model,
    input,
    cached,
    output,
    saved,
    usd: usd ?? 0,
    unpriced: isUnpriced ? 1 : 0,
    wasted: isWasted ? (usd ?? 0) : 0,
    hits: servedBy === 'network' ? 0 : 1,
    timed: firstMs === null ? 0 : 1,
    firstMs: firstMs ?? 0,
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
