import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ParlanceError, errorPolicies, type ErrorKind } from '../../../../src/core/errors.ts';
import type { Chunk } from '../../../../src/core/provider/chunk.ts';
import type { Pipe } from '../../../../src/core/provider/pipe.ts';
import type { Feature } from '../../../../src/core/provider/request.ts';
import { RequestQueue } from '../../../../src/core/reliability/queue.ts';
import { backoffMs, retry } from '../../../../src/core/reliability/retry.ts';
import { FakeClock, settle } from '../../../support/fakeClock.ts';
import { requestTo, targetAt } from '../../../support/requests.ts';

const never = new AbortController().signal;
const end: Chunk = { kind: 'end', finish: { kind: 'complete' } };

/** Runs a pipe that fails with these errors in turn and then answers. */
function run(
  errors: readonly ParlanceError[],
  { feature = 'generate', signal = never }: { readonly feature?: Feature; readonly signal?: AbortSignal } = {},
) {
  const clock = new FakeClock();
  const queue = new RequestQueue({ requestsPerSecond: 1_000, burst: 1_000, maxConcurrent: 10 }, clock);
  const sentAtMs: number[] = [];
  // oxlint-disable-next-line typescript/require-await -- a pipe's answer is asynchronous
  const next: Pipe = async function* flaky() {
    const error = errors[sentAtMs.length];
    sentAtMs.push(clock.now());
    if (error) throw error;
    yield { kind: 'text', text: 'ok' };
    yield end;
  };
  const pipe = retry({ random: () => 0.5, queue, maxAttempts: () => 3 })(next);
  const chunks: Chunk[] = [];
  const over = (async () => {
    for await (const chunk of pipe(requestTo(targetAt('http://127.0.0.1/v1'), { feature }), signal)) chunks.push(chunk);
  })();
  over.catch(() => undefined);
  return { clock, sentAtMs, chunks, over };
}

const passing = (details = {}) => new ParlanceError('server', 'overloaded', details);

describe('retry', () => {
  it('tries three times, with waits that double, and says so', async () => {
    const { clock, sentAtMs, chunks, over } = run([passing(), passing()]);
    await clock.advance(20_000);
    await over;
    assert.equal(sentAtMs.length, 3);
    assert.deepEqual(sentAtMs, [0, backoffMs(1, () => 0.5), backoffMs(1, () => 0.5) + backoffMs(2, () => 0.5)]);
    assert.deepEqual(
      chunks.map((chunk) => (chunk.kind === 'notice' ? chunk.notice.kind : chunk.kind)),
      ['retrying', 'retrying', 'text', 'end'],
    );
  });

  it('gives the last error after the third attempt', async () => {
    const { clock, sentAtMs, over } = run([passing(), passing(), passing({ status: 503 })]);
    await clock.advance(60_000);
    await assert.rejects(over, { kind: 'server', details: { status: 503 } });
    assert.equal(sentAtMs.length, 3);
  });

  for (const feature of ['inline', 'prefetch'] as const) {
    it(`tries ${feature} once`, async () => {
      const { clock, sentAtMs, over } = run([passing()], { feature });
      await clock.advance(60_000);
      await assert.rejects(over, { kind: 'server' });
      assert.equal(sentAtMs.length, 1);
    });
  }

  it('tries again after passing errors and no others', async () => {
    for (const kind of Object.keys(errorPolicies) as ErrorKind[]) {
      const { clock, sentAtMs, over } = run([new ParlanceError(kind, '')]);
      await clock.advance(60_000);
      await over.catch(() => undefined);
      assert.equal(sentAtMs.length, errorPolicies[kind].isPassing ? 2 : 1, kind);
    }
  });

  it('waits as long as the provider asks, up to 120 s, and no longer', async () => {
    const short = run([passing({ retryAfterMs: 120_000 })]);
    await short.clock.advance(119_999);
    assert.equal(short.sentAtMs.length, 1);
    await short.clock.advance(1);
    assert.equal(short.sentAtMs.length, 2);
    const long = run([passing({ retryAfterMs: 120_001 })]);
    await settle();
    await assert.rejects(long.over, { kind: 'server' });
    assert.equal(long.sentAtMs.length, 1);
  });

  it('never tries again once text was shown', async () => {
    const clock = new FakeClock();
    const queue = new RequestQueue({ requestsPerSecond: 5, burst: 5, maxConcurrent: 5 }, clock);
    let sent = 0;
    // oxlint-disable-next-line typescript/require-await -- a pipe's answer is asynchronous
    const broken: Pipe = async function* broken() {
      sent++;
      yield { kind: 'text', text: 'half' };
      throw passing();
    };
    const pipe = retry({ random: Math.random, queue, maxAttempts: () => 3 })(broken);
    const reading = (async () => {
      for await (const _ of pipe(requestTo(targetAt('http://127.0.0.1/v1')), never));
    })();
    await assert.rejects(reading, { kind: 'server' });
    assert.equal(sent, 1);
  });

  it('ends the wait at once when it is cancelled', async () => {
    const abort = new AbortController();
    const { clock, over, sentAtMs } = run([passing({ retryAfterMs: 100_000 })], { signal: abort.signal });
    await clock.advance(50_000);
    abort.abort(new Error('enough'));
    await assert.rejects(over, new Error('enough'));
    assert.equal(sentAtMs.length, 1);
    assert.equal(clock.sleeping, 0);
  });

  it('waits between 1 and 10 s, more and more, anywhere in between', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (attempt, chance) => {
          const ms = backoffMs(attempt, () => chance);
          assert.ok(ms >= 1_000 && ms <= 10_000, `${ms}`);
          assert.ok(backoffMs(attempt + 1, () => chance) >= ms);
        },
      ),
    ));
});
