import assert from 'node:assert/strict';
import type { Chunk } from '../../../../src/core/provider/chunk.ts';
import type { Pipe } from '../../../../src/core/provider/pipe.ts';
import type { Feature } from '../../../../src/core/provider/request.ts';
import { timeout, timeoutLimits } from '../../../../src/core/reliability/timeout.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { endOf, requestTo, targetAt, textOf } from '../../../support/requests.ts';

const never = new AbortController().signal;
const target = targetAt('http://127.0.0.1/v1');

/** Runs a stream whose chunks come after so many milliseconds each. */
function run(steps: readonly (readonly [ms: number, chunk: Chunk])[], feature: Feature = 'generate') {
  const clock = new FakeClock();
  const source: Pipe = async function* slow(_request, signal) {
    for (const [ms, chunk] of steps) {
      await clock.sleep(ms, signal);
      yield chunk;
    }
  };
  const chunks: Chunk[] = [];
  const pipe = timeout((request) => timeoutLimits(request, 60_000), clock)(source);
  const over = (async () => {
    for await (const chunk of pipe(requestTo(target, { feature }), never)) chunks.push(chunk);
  })();
  over.catch(() => undefined);
  return { clock, chunks, over };
}

const text = (content: string): Chunk => ({ kind: 'text', text: content });
const end: Chunk = { kind: 'end', finish: { kind: 'complete' } };

describe('timeout', () => {
  it('ends a request that does not begin', async () => {
    const { clock, over } = run([[60_001, text('late')]]);
    await clock.advance(60_000);
    await assert.rejects(over, { kind: 'timeout', message: 'No answer began within 60 s.' });
    assert.equal(clock.sleeping, 0);
  });

  it('gives ghost text a tenth of the time', async () => {
    const { clock, over } = run([[6_001, text('late')]], 'inline');
    await clock.advance(6_000);
    await assert.rejects(over, { kind: 'timeout', message: 'No answer began within 6 s.' });
  });

  it('keeps what came of a stalled answer, and says that it is not whole', async () => {
    const { clock, chunks, over } = run([
      [59_000, text('half')],
      [20_001, text('never')],
    ]);
    await clock.advance(79_000);
    await over;
    assert.equal(textOf(chunks), 'half');
    const finish = endOf(chunks)?.finish;
    assert.equal(finish?.kind === 'failed' && finish.error.kind, 'stalled');
  });

  it('counts reasoning as life', async () => {
    const thought: Chunk = { kind: 'reasoning', text: 'hm' };
    const { clock, chunks, over } = run([
      [50_000, thought],
      [19_000, thought],
      [19_000, text('ok')],
      [1, end],
    ]);
    await clock.advance(90_000);
    await over;
    assert.equal(textOf(chunks), 'ok');
  });

  it('throws where nothing but reasoning had come', async () => {
    const { clock, over } = run([
      [1_000, { kind: 'reasoning', text: 'hm' }],
      [30_000, text('never')],
    ]);
    await clock.advance(21_000);
    await assert.rejects(over, { kind: 'stalled' });
  });

  it('ends an answer that never does', async () => {
    const drops = Array.from({ length: 1_000 }, (): readonly [number, Chunk] => [10_000, text('x')]);
    const { clock, chunks, over } = run(drops);
    await clock.advance(600_000);
    await over;
    const finish = endOf(chunks)?.finish;
    assert.equal(finish?.kind === 'failed' && finish.error.message, 'The answer was not over after 600 s.');
    assert.ok(textOf(chunks).length >= 59);
  });
});
