import assert from 'node:assert/strict';
import { ParlanceError, type ErrorKind } from '../../../../src/core/errors.ts';
import type { Pipe } from '../../../../src/core/provider/pipe.ts';
import type { Feature } from '../../../../src/core/provider/request.ts';
import { fallback } from '../../../../src/core/reliability/fallback.ts';
import { collect, requestTo, targetAt } from '../../../support/requests.ts';

const never = new AbortController().signal;
const first = targetAt('http://127.0.0.1/v1', { id: 'first', tokenRatio: 1 });
const second = targetAt('http://127.0.0.1/v1', { id: 'second', tokenRatio: 1.2, maxOutputTokens: 50 });
const third = targetAt('http://localhost/v1', { id: 'third' });

/** Asks `first`, with `second` and `third` to take over; each model fails with its own error. */
function ask(errors: Partial<Record<string, ErrorKind>>, feature: Feature = 'generate') {
  const asked: string[] = [];
  const requests: Parameters<Pipe>[0][] = [];
  // oxlint-disable-next-line typescript/require-await -- a pipe's answer is asynchronous
  const next: Pipe = async function* models(request) {
    const { id } = request.target.model;
    asked.push(id);
    requests.push(request);
    const kind = errors[id];
    if (kind) throw new ParlanceError(kind, `${id} ${kind}`);
    yield { kind: 'text', text: id };
  };
  const pipe = fallback(() => Promise.resolve([second, third]))(next);
  const chunks = collect(pipe(requestTo(first, { feature }), never));
  return { asked, requests, chunks };
}

describe('fallback', () => {
  it('asks the next model while one is left alone, in its own measures, and says so', async () => {
    const { asked, requests, chunks } = ask({ first: 'breakerOpen' });
    const [notice, text] = await chunks;
    assert.deepEqual(asked, ['first', 'second']);
    assert.deepEqual(text, { kind: 'text', text: 'second' });
    assert.equal(notice?.kind === 'notice' && notice.notice.kind, 'fellBack');
    assert.deepEqual([requests[1]?.promptTokens, requests[1]?.maxOutputTokens], [12, 50]);
  });

  it('goes on down the list, and gives the first error when none is left', async () => {
    const some = ask({ first: 'breakerOpen', second: 'breakerOpen' });
    assert.equal((await some.chunks).at(-1)?.kind, 'text');
    assert.deepEqual(some.asked, ['first', 'second', 'third']);
    const none = ask({ first: 'breakerOpen', second: 'breakerOpen', third: 'breakerOpen' });
    await assert.rejects(none.chunks, { message: 'first breakerOpen' });
  });

  it('does not take over where the model itself has answered', async () => {
    for (const kind of ['server', 'keyRejected', 'budgetSpent'] as const) {
      const { asked, chunks } = ask({ first: kind });
      await assert.rejects(chunks, { kind });
      assert.deepEqual(asked, ['first']);
    }
  });

  for (const feature of ['inline', 'prefetch', 'compare'] as const) {
    it(`is not for ${feature}`, async () => {
      const { asked, chunks } = ask({ first: 'breakerOpen' }, feature);
      await assert.rejects(chunks, { kind: 'breakerOpen' });
      assert.deepEqual(asked, ['first']);
    });
  }
});
