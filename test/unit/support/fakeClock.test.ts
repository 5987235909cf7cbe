import assert from 'node:assert/strict';
import { FakeClock } from '../../support/fakeClock.ts';

describe('FakeClock', () => {
  it('wakes sleepers in the order of their instants', async () => {
    const clock = new FakeClock();
    const woken: number[] = [];
    const { signal } = new AbortController();
    for (const ms of [30, 10, 20]) void clock.sleep(ms, signal).then(() => woken.push(ms));
    await clock.advance(20);
    assert.deepEqual(woken, [10, 20]);
    assert.equal(clock.sleeping, 1);
  });

  it('rejects an aborted sleep with the reason', async () => {
    const clock = new FakeClock();
    const abort = new AbortController();
    const sleep = clock.sleep(10, abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(sleep, /enough/);
    assert.equal(clock.sleeping, 0);
  });
});
