import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ParlanceError } from '../../../../src/core/errors.ts';
import type { Feature, ModelRequest } from '../../../../src/core/provider/request.ts';
import { RequestQueue } from '../../../../src/core/reliability/queue.ts';
import { FakeClock, settle } from '../../../support/fakeClock.ts';
import { pipelineTo } from '../../../support/pipelines.ts';
import { collect, requestTo, targetAt, withFakeProvider } from '../../../support/requests.ts';

const limits = { requestsPerSecond: 5, burst: 10, maxConcurrent: 10 };
const target = targetAt('http://127.0.0.1/v1');
const never = new AbortController().signal;
const request = (feature: Feature = 'generate', changes: Partial<ModelRequest> = {}) =>
  requestTo(target, { feature, ...changes });

/** A queue whose order of starts is noted. */
function noted(changes: Partial<typeof limits> = {}) {
  const clock = new FakeClock();
  const queue = new RequestQueue({ ...limits, ...changes }, clock);
  const started: string[] = [];
  const errors: unknown[] = [];
  const enter = (name: string, feature: Feature = 'generate', signal: AbortSignal = never) =>
    void queue.enter(request(feature), signal).then(
      () => started.push(name),
      (error: unknown) => errors.push(error),
    );
  return { clock, queue, started, errors, enter };
}

const kindOf = (error: unknown) => error instanceof ParlanceError && error.kind;

describe('RequestQueue', () => {
  it('lets a burst out at once, and then one each fifth of a second', async () => {
    const { clock, started, enter, queue } = noted({ maxConcurrent: 100 });
    for (let number = 1; number <= 13; number++) enter(`${number}`);
    await settle();
    assert.equal(started.length, 10);
    await clock.advance(199);
    assert.equal(started.length, 10);
    await clock.advance(1);
    assert.equal(started.length, 11);
    await clock.advance(400);
    assert.deepEqual(started.slice(-3), ['11', '12', '13']);
    assert.equal(queue.length, 0);
  });

  it('holds no more than so many at once, and lets the most urgent go first', async () => {
    const { started, enter, queue } = noted({ maxConcurrent: 1, burst: 100 });
    enter('first');
    enter('batch', 'batch');
    enter('chat', 'chat');
    enter('later chat', 'chat');
    enter('command', 'edit');
    await settle();
    for (let left = 4; left > 0; left--) {
      queue.leave();
      await settle();
    }
    assert.deepEqual(started, ['first', 'command', 'chat', 'later chat', 'batch']);
  });

  it('leaves places and tokens to the more urgent', async () => {
    const { started, enter, queue } = noted({ maxConcurrent: 4, burst: 100 });
    for (let number = 0; number < 4; number++) enter('batch', 'batch');
    await settle();
    assert.equal(started.length, 2);
    assert.equal(queue.obstacleFor(request('inline')), 'concurrency');
    assert.equal(queue.obstacleFor(request('generate')), undefined);
    const scarce = noted({ burst: 3 });
    assert.equal(scarce.queue.obstacleFor(request('inline')), undefined);
    scarce.enter('command');
    await settle();
    assert.equal(scarce.queue.obstacleFor(request('inline')), 'rate');
    assert.equal(scarce.queue.obstacleFor(request('generate')), undefined);
  });

  it('gives up after 30 s with a clear error', async () => {
    const { clock, errors, enter, queue } = noted({ maxConcurrent: 1 });
    enter('one');
    enter('two');
    await clock.advance(29_999);
    assert.deepEqual(errors, []);
    await clock.advance(1);
    assert.deepEqual(errors.map(kindOf), ['queueTimeout']);
    assert.equal(queue.length, 0);
  });

  it('frees the place of one that is cancelled while it waits', async () => {
    const { started, errors, enter, queue } = noted({ maxConcurrent: 1 });
    const abort = new AbortController();
    enter('one');
    enter('two', 'generate', abort.signal);
    enter('three');
    await settle();
    abort.abort(new Error('enough'));
    await settle();
    assert.deepEqual(errors, [new Error('enough')]);
    assert.equal(queue.length, 1);
    queue.leave();
    await settle();
    assert.deepEqual(started, ['one', 'three']);
    assert.equal(queue.inFlight, 1);
  });

  it('lets others go while one waits between two attempts, and takes it back first', async () => {
    const { clock, started, enter, queue } = noted({ maxConcurrent: 1, burst: 100 });
    enter('one');
    await settle();
    void queue.stepAside(1_000, request(), never).then(() => started.push('one again'));
    enter('two');
    enter('three');
    await settle();
    assert.deepEqual(started, ['one', 'two']);
    await clock.advance(1_000);
    queue.leave();
    await settle();
    assert.deepEqual(started, ['one', 'two', 'one again']);
    const abort = new AbortController();
    const aside = queue.stepAside(1_000, request(), abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(aside, new Error('enough'));
    queue.leave();
    await settle();
    assert.equal(queue.inFlight, 1, 'three');
  });

  it('asks endpoints at their own rates', async () => {
    const { started, enter, queue } = noted({ burst: 1 });
    enter('here');
    enter('here, later');
    void queue.enter(requestTo(targetAt('http://localhost/v1')), never).then(() => started.push('there'));
    await settle();
    assert.deepEqual(started, ['here', 'there']);
  });

  it('slows down to what the provider says it still grants', async () => {
    const { clock, started, enter, queue } = noted();
    queue.learn(target.endpoint, { requests: { limit: 60, remaining: 1, resetMs: 60_000 } });
    enter('one');
    enter('two');
    await settle();
    assert.deepEqual(started, ['one']);
    // 59 of 60 come back within the minute.
    await clock.advance(1_000);
    assert.deepEqual(started, ['one']);
    await clock.advance(50);
    assert.deepEqual(started, ['one', 'two']);
  });

  it('counts the prompt against the tokens that the provider grants', async () => {
    const { clock, started, queue } = noted();
    queue.learn(target.endpoint, { tokens: { limit: 6_000, remaining: 500, resetMs: 55_000 } });
    const big = request('generate', { promptTokens: 1_500 });
    void queue.enter(big, never).then(() => started.push('big'));
    await clock.advance(9_900);
    assert.deepEqual(started, []);
    await clock.advance(200);
    assert.deepEqual(started, ['big']);
  });

  it('waits as long as a 429 asks, and tells at once of a wait that is too long', async () => {
    const { clock, started, errors, enter, queue } = noted();
    queue.slowDown(target.endpoint, 2_000);
    enter('one');
    assert.equal(queue.obstacleFor(request('inline')), 'rate');
    await clock.advance(1_999);
    assert.deepEqual(started, []);
    await clock.advance(1);
    assert.deepEqual(started, ['one']);
    queue.slowDown(target.endpoint, 60_000);
    enter('two');
    await settle();
    assert.deepEqual(errors.map(kindOf), ['rateLimited']);
    queue.reopen(target.endpoint);
    await clock.advance(200);
    enter('three');
    await settle();
    assert.deepEqual(started, ['one', 'three']);
  });

  it('takes changed limits at once', async () => {
    const { started, enter, queue } = noted({ maxConcurrent: 1 });
    enter('one');
    enter('two');
    await settle();
    assert.deepEqual(started, ['one']);
    queue.limits = { ...limits, maxConcurrent: 2 };
    await settle();
    assert.deepEqual(started, ['one', 'two']);
  });

  it('loses none, doubles none and stays within its limits whatever comes and goes', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(features, fc.nat(400), fc.nat(3)), { maxLength: 40 }), async (arrivals) => {
        const clock = new FakeClock();
        const queue = new RequestQueue({ requestsPerSecond: 5, burst: 4, maxConcurrent: 3 }, clock);
        const outcomes: string[] = [];
        let inFlight = 0;
        let starts = 0;
        const run = async (feature: Feature, workMs: number, signal: AbortSignal) => {
          await queue.enter(request(feature), signal);
          starts++;
          assert.ok(++inFlight <= 3);
          assert.ok(starts <= 4 + (clock.now() / 1000) * 5 + 1e-3);
          try {
            await clock.sleep(workMs, never);
          } finally {
            inFlight--;
            queue.leave();
          }
        };
        for (const [feature, workMs, fate] of arrivals) {
          const abort = new AbortController();
          run(feature, workMs, abort.signal).then(
            () => outcomes.push('done'),
            () => outcomes.push('gave up'),
          );
          if (fate === 0) abort.abort(new Error('enough'));
          await clock.advance(fate * 50);
        }
        await clock.advance(60_000);
        assert.equal(outcomes.length, arrivals.length);
        assert.equal(queue.inFlight, 0);
        assert.equal(queue.length, 0);
        assert.equal(clock.sleeping, 0);
      }),
      { numRuns: 40 },
    ));
});

const features = fc.constantFrom<Feature>('generate', 'chat', 'inline', 'prefetch', 'batch');

describe('ghost text that would have to wait', () => {
  const provider = withFakeProvider();

  it('is dropped, and a command is not', async () => {
    const clock = new FakeClock();
    const { pipe, ledger } = pipelineTo(clock, { limits: { requestsPerSecond: 1, burst: 1, maxConcurrent: 5 } });
    const ask = (feature: Feature, temperature: number) =>
      collect(pipe(requestTo(targetAt(provider.current.baseUrl), { feature, temperature }), never));
    await ask('generate', 0.1);
    await assert.rejects(ask('inline', 0.2), { kind: 'queueTimeout' });
    const command = ask('generate', 0.3);
    await settle();
    await clock.advance(1_000);
    await command;
    assert.equal(provider.current.requests.length, 2);
    assert.deepEqual(
      ledger.map(({ outcome }) => outcome.kind),
      ['complete', 'failed', 'complete'],
    );
  });
});
