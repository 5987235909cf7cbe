import assert from 'node:assert/strict';
import { answer } from '../../../fakes/reply.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { pipelineTo } from '../../../support/pipelines.ts';
import { collect, requestTo, targetAt, textOf, withFakeProvider } from '../../../support/requests.ts';

const never = new AbortController().signal;

describe('streamInstead', () => {
  const provider = withFakeProvider();

  it('asks an endpoint to stream after all, when its answer in one piece does not come in time', async () => {
    const clock = new FakeClock();
    const { pipe, quirks } = pipelineTo(clock);
    const target = targetAt(provider.current.baseUrl);
    quirks.learn(target, { canStream: false });
    provider.current.reply({ kind: 'hang' }, answer('streamed'));
    const reading = collect(pipe(requestTo(target), never));
    await provider.current.received(1);
    await clock.advance(60_000);
    assert.equal(textOf(await reading), 'streamed');
    assert.deepEqual(
      provider.current.requests.map(({ body }) => body['stream']),
      [undefined, true],
    );
    assert.equal(await provider.current.requests[0]?.isClosedEarly, true);
    assert.equal(quirks.of(target).canStream, true);
  });
});
