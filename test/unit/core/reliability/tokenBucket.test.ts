import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { TokenBucket } from '../../../../src/core/reliability/tokenBucket.ts';
import { FakeClock } from '../../../support/fakeClock.ts';

describe('TokenBucket', () => {
  it('starts full, is empty after a burst, and gets a token each fifth of a second', async () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket({ perSecond: 5, burst: 10 }, clock);
    for (let taken = 0; taken < 10; taken++) {
      assert.equal(bucket.waitMs(1), 0);
      bucket.take(1);
    }
    assert.equal(bucket.waitMs(1), 200);
    await clock.advance(200);
    assert.equal(bucket.waitMs(1), 0);
    assert.equal(bucket.waitMs(2), 200);
  });

  it('keeps what it holds when its limits change, as far as the new ones let it', () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket({ perSecond: 5, burst: 10 }, clock);
    bucket.limits = { perSecond: 1, burst: 3 };
    assert.equal(bucket.available, 3);
    bucket.limits = { perSecond: 1, burst: 10 };
    assert.equal(bucket.available, 3);
  });

  const limits = fc.record({
    perSecond: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
    burst: fc.integer({ min: 1, max: 50 }),
  });
  const pauses = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 60 });

  it('never lets more out than the burst and what has come in since', () =>
    fc.assert(
      fc.asyncProperty(limits, pauses, async (bucketLimits, waits) => {
        const clock = new FakeClock();
        const bucket = new TokenBucket(bucketLimits, clock);
        let taken = 0;
        for (const ms of waits) {
          for (; bucket.waitMs(1) === 0 && taken < 500; taken++) bucket.take(1);
          assert.ok(taken <= bucketLimits.burst + (clock.now() / 1000) * bucketLimits.perSecond + 1e-3);
          await clock.advance(ms);
        }
      }),
      { numRuns: 30 },
    ));

  it('has a token when the wait that it names is over, and not before', () =>
    fc.assert(
      fc.asyncProperty(limits, fc.integer({ min: 1, max: 60 }), async (bucketLimits, takes) => {
        const clock = new FakeClock();
        const bucket = new TokenBucket(bucketLimits, clock);
        for (let taken = 0; taken < takes; taken++) {
          const waitMs = bucket.waitMs(1);
          if (waitMs > 1e-3) {
            await clock.advance(waitMs * 0.99);
            assert.ok(bucket.waitMs(1) > 0);
          }
          await clock.advance(bucket.waitMs(1));
          assert.equal(bucket.waitMs(1), 0);
          bucket.take(1);
        }
      }),
      { numRuns: 30 },
    ));
});
