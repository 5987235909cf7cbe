// What the ledger costs: `npm run bench:usage`. Prints medians and 95th percentiles against what issue 6 asks for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inUsd } from '../src/core/cost/format.ts';
import { usageViewOf } from '../src/vscode/usage/usageViewModel.ts';
import { DatabaseSync } from 'node:sqlite';
import { Ledger } from '../src/storage/ledger/ledger.ts';
import { localDay } from '../src/storage/ledger/ledgerRow.ts';
import { entryOf } from '../test/support/ledgerEntries.ts';

const rows = 1_000_000;
const dayMs = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'parlance-bench-'));
const path = join(folder, 'ledger.sqlite');
const now = Date.now();

function measure(name: string, limitMs: number, times: number, work: () => void): void {
  const took = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).toSorted((a, b) => a - b);
  const at = (share: number) => (took[Math.min(times - 1, Math.floor(times * share))] ?? 0).toFixed(3);
  console.log(`${name.padEnd(44)} median ${at(0.5)} ms   p95 ${at(0.95)} ms   wanted ≤ ${limitMs} ms`);
}

/** A year of requests, copied from one real row so that the file is as real ones are. */
function fill(): void {
  const ledger = new Ledger(path, 'filler');
  for (let day = 0; day < 365; day++) ledger.add(entryOf(0.001, { atMs: now - day * dayMs }));
  ledger.dispose();
  const database = new DatabaseSync(path);
  const columns = `feature, provider, model, strategy, input, cached, cacheWrite, output, reasoning, origin, price,
    inputPrice, cachedPrice, cacheWritePrice, outputPrice`;
  const rest = 'isEstimate, saved, firstMs, totalMs, outcome, servedBy';
  const copies = Math.ceil(rows / 365);
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${copies})
    INSERT INTO requests (at, day, ${columns}, usd, ${rest})
    SELECT at - i, day, ${columns}, usd + abs(random() % 1000) / 1e5, ${rest} FROM requests, n`);
  database.close();
}

try {
  fill();
  measure('open', 5, 20, () => new Ledger(path, 'opener').dispose());
  const ledger = new Ledger(path, 'bench');
  const today = localDay(now);
  const sources = { usage: ledger, budget: undefined, currency: inUsd, acceptedSuggestions: 100, nowMs: now };
  const limits = { session: 100, day: 1e6, month: 1e6 };
  measure('insert', 1, 1_000, () => ledger.add(entryOf(0.001)));
  measure('check of three budgets and settling', 0.2, 1_000, () => {
    const reservation = ledger.reserve(0.001, limits);
    if (reservation.kind === 'reserved') ledger.settle(reservation.id);
  });
  measure('sums of 30 days', 100, 50, () => void ledger.days(localDay(now - 29 * dayMs), today));
  measure('sums of all days', 100, 50, () => void ledger.days('0000', '9999'));
  measure('the dearest of 30 days', 100, 20, () => void ledger.dearest(now - 30 * dayMs, now, 10));
  measure(
    'the dashboard’s view of 30 days',
    300,
    20,
    () => void usageViewOf({ period: '30', stackBy: 'model' }, sources),
  );
  ledger.dispose();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
