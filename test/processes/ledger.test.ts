import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ledger } from '../../src/storage/ledger/ledger.ts';

const client = (path: string, ...task: readonly string[]) =>
  fork(new URL('ledgerClient.ts', import.meta.url), [path, ...task]);

describe('the ledger of several windows', () => {
  let folder: string;
  let ledger: Ledger | undefined;
  const path = () => join(folder, 'ledger.sqlite');
  const open = () => (ledger = new Ledger(path(), 'test'));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlance-ledger-'));
  });
  afterEach(async () => {
    ledger?.dispose();
    ledger = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  it('does not hold what windows that are gone have set aside', async () => {
    const child = client(path(), 'reserveAndCrash');
    await once(child, 'exit');
    assert.equal(open().reserve(0.5, { session: 0, day: 1, month: 0 }).kind, 'reserved');
  });

  it('never spends more than the budget, whatever windows do at the same time', async function () {
    this.timeout(20_000);
    const windows = [1, 2, 3].map((seed) => client(path(), 'spend', String(seed)));
    await Promise.all(windows.map((each) => once(each, 'exit')));
    const spent = open().spent('day');
    assert(spent <= 1, `spent ${spent}`);
    assert(spent > 0.9, `the budget was used: ${spent}`);
  });

  it('loses no settled row to 200 kills, and opens every time', async function () {
    this.timeout(180_000);
    let settled = 0;
    for (let round = 0; round < 100; round++) {
      // Two windows at once, both killed.
      const [one, two] = await Promise.all([writeUntilKilled(path()), writeUntilKilled(path())]);
      settled += one + two;
      const reader = new Ledger(path(), 'reader');
      const rows = [...reader.rows()].length;
      reader.dispose();
      assert(rows >= settled, `${rows} rows of ${settled} that were settled`);
      settled = rows;
    }
  });
});

/** @returns how many rows the process has said were settled before it was killed */
async function writeUntilKilled(path: string): Promise<number> {
  const child: ChildProcess = client(path, 'write');
  let settled = 0;
  child.on('message', () => {
    settled++;
    if (settled === 10) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  return settled;
}
