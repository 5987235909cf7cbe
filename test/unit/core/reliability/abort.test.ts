import assert from 'node:assert/strict';
import { answer, failure, type Behaviour } from '../../../fakes/reply.ts';
import { FakeClock, settle } from '../../../support/fakeClock.ts';
import { pipelineTo } from '../../../support/pipelines.ts';
import { requestTo, targetAt, withFakeProvider } from '../../../support/requests.ts';

const enough = new Error('enough');

/** The clock of these tests stands still: whatever is freed is freed at once. */
describe('a request that is cancelled', () => {
  const provider = withFakeProvider();

  /** @param until resolves when the moment has come; given the chunks so far */
  const cancel = async (reply: Behaviour | undefined, isMoment: (kind: string) => boolean) => {
    const clock = new FakeClock();
    const { pipe, queue, ledger } = pipelineTo(clock);
    if (reply) provider.current.reply(reply);
    const abort = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const chunk of pipe(requestTo(targetAt(provider.current.baseUrl)), abort.signal)) {
        seen.push(chunk.kind === 'notice' ? chunk.notice.kind : chunk.kind);
        // Not from within the loop: a user cancels at a time of their own.
        if (isMoment(seen.at(-1) ?? '')) setImmediate(() => abort.abort(enough));
      }
    })();
    await assert.rejects(reading, enough);
    await settle();
    assert.equal(queue.inFlight, 0, 'the place is free');
    assert.equal(queue.length, 0);
    assert.equal(clock.sleeping, 0, 'no timer is left');
    assert.deepEqual(
      ledger.map(({ outcome }) => outcome.kind),
      ['cancelled'],
    );
    return seen;
  };

  it('while it waits for another attempt', async () => {
    const seen = await cancel(failure(503, {}), (kind) => kind === 'retrying');
    assert.deepEqual(seen, ['sent', 'retrying']);
    assert.equal(provider.current.requests.length, 1);
  });

  it('before the first token: the connection is closed', async () => {
    await cancel({ kind: 'hang' }, (kind) => kind === 'sent');
    // Cancelled so early, it may not even have reached the provider.
    for (const { isClosedEarly } of provider.current.requests) assert.equal(await isClosedEarly, true);
  });

  it('after the first token: the connection is closed', async () => {
    const seen = await cancel(answer('a long answer', { betweenMs: 1_000 }), (kind) => kind === 'text');
    assert.equal(seen.at(-1), 'text');
    assert.equal(await provider.current.requests[0]?.isClosedEarly, true);
  });

  it('while it waits its turn, and the others go on', async () => {
    const clock = new FakeClock();
    const limits = { requestsPerSecond: 100, burst: 100, maxConcurrent: 1 };
    const { pipe, queue } = pipelineTo(clock, { limits });
    provider.current.reply(answer('first', { firstMs: 50 }));
    const ask = async (temperature: number, signal: AbortSignal) => {
      for await (const _ of pipe(requestTo(targetAt(provider.current.baseUrl), { temperature }), signal));
    };
    const abort = new AbortController();
    const first = ask(0.1, new AbortController().signal);
    await provider.current.received(1);
    const second = ask(0.2, abort.signal);
    await settle();
    assert.equal(queue.length, 1);
    abort.abort(enough);
    await assert.rejects(second, enough);
    assert.equal(queue.length, 0);
    await first;
    assert.equal(queue.inFlight, 0);
    assert.equal(provider.current.requests.length, 1);
  });
});
