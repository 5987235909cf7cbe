import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ledger } from '../../../src/storage/ledger/ledger.ts';
import { localDay } from '../../../src/storage/ledger/ledgerRow.ts';
import { entryOf } from '../../support/ledgerEntries.ts';

const none = { session: 0, day: 0, month: 0 };

describe('Ledger', () => {
  let folder: string;
  let ledgers: Ledger[] = [];
  const path = () => join(folder, 'ledger.sqlite');
  const open = (session = 'one') => {
    const ledger = new Ledger(path(), session);
    ledgers.push(ledger);
    return ledger;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlance-ledger-'));
  });
  afterEach(async () => {
    for (const ledger of ledgers) ledger.dispose();
    ledgers = [];
    await rm(folder, { recursive: true, force: true });
  });

  it('sums up what several windows have booked, and each window’s own', () => {
    const [one, two] = [open('one'), open('two')];
    one.add(entryOf(0.25));
    two.add(entryOf(0.5));
    assert.equal(one.spent('day'), 0.75);
    assert.equal(two.spent('month'), 0.75);
    assert.deepEqual([one.spent('session'), two.spent('session')], [0.25, 0.5]);
  });

  it('keeps unknown costs apart from zero, and counts what was wasted and saved', () => {
    const ledger = open();
    const { receipt } = entryOf(0);
    ledger.add(entryOf(0, { receipt: { ...receipt, cost: { kind: 'unknown' } } }));
    ledger.add(entryOf(0.1, { outcome: { kind: 'cancelled' } }));
    ledger.add(
      entryOf(0, { receipt: { ...receipt, servedBy: 'cache', saved: { kind: 'known', usd: 0.3, isEstimate: false } } }),
    );
    const today = localDay(Date.now());
    const [sum] = ledger.days(today, today);
    assert.deepEqual(
      [sum?.requests, sum?.unpriced, sum?.wasted, sum?.saved, sum?.hits, sum?.input, sum?.cached],
      [3, 1, 0.1, 0.3, 1, 300, 60],
    );
  });

  it('folds old requests into the sums of their days', () => {
    const ledger = open();
    const longAgo = Date.now() - 400 * 86_400_000;
    ledger.add(entryOf(1, { atMs: longAgo }));
    ledger.add(entryOf(2));
    ledger.forgetBefore(Date.now() - 365 * 86_400_000);
    assert.equal([...ledger.rows()].length, 1);
    assert.equal(
      ledger.days('2000-01-01', '2999-01-01').reduce((sum, { usd }) => sum + usd, 0),
      3,
    );
    assert.equal(ledger.spent('month'), 2);
  });

  it('sets money aside for all windows, and refuses what would overrun', () => {
    const [one, two] = [open('one'), open('two')];
    const limits = { ...none, day: 1 };
    const first = one.reserve(0.6, limits);
    assert.equal(first.kind, 'reserved');
    assert.deepEqual(two.reserve(0.6, limits), { kind: 'overrun', budget: 'day', limit: 1, spent: 0.6 });
    one.add(entryOf(0.1));
    if (first.kind === 'reserved') one.settle(first.id);
    assert.equal(two.reserve(0.6, limits).kind, 'reserved');
    assert.equal(two.reserve(0, { ...none, month: 0.05 }).kind, 'overrun');
    assert.equal(two.reserve(5, { ...none, session: 6 }).kind, 'reserved', 'a session is its window’s own');
  });
});
