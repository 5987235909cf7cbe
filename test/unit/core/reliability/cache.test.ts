import assert from 'node:assert/strict';
import type { LedgerEntry } from '../../../../src/core/cost/entry.ts';
import { answer, failure } from '../../../fakes/reply.ts';
import { systemClock } from '../../../../src/vscode/systemClock.ts';
import { pipelineTo } from '../../../support/pipelines.ts';
import { collect, endOf, requestTo, targetAt, textOf, withFakeProvider } from '../../../support/requests.ts';

const never = new AbortController().signal;

const usd = ({ receipt: { cost } }: LedgerEntry) => (cost.kind === 'known' ? cost.usd : undefined);

describe('the response cache in the pipe', () => {
  const provider = withFakeProvider();
  const asking = () => {
    const { pipe, ledger } = pipelineTo(systemClock);
    const ask = (changes: Parameters<typeof requestTo>[1] = {}, signal = never) =>
      collect(pipe(requestTo(targetAt(provider.current.baseUrl), changes), signal));
    return { ask, ledger };
  };

  it('answers the same request at once and for nothing, and says what that saved', async () => {
    const { ask, ledger } = asking();
    provider.current.reply(answer('hello world'));
    const first = await ask();
    const second = await ask();
    assert.equal(textOf(second), textOf(first));
    assert.equal(provider.current.requests.length, 1);
    assert.equal(endOf(second)?.receipt?.servedBy, 'cache');
    const [paid, free] = ledger;
    assert.ok(paid && free);
    assert.ok((usd(paid) ?? 0) > 0);
    assert.equal(usd(free), 0);
    assert.deepEqual(free.receipt.saved, paid.receipt.cost);
  });

  const differences: Record<string, Parameters<typeof requestTo>[1]> = {
    'another prompt': { prompt: { kind: 'chat', messages: [{ role: 'user', content: 'other' }] } },
    'another temperature': { temperature: 0.9 },
    'another limit': { maxOutputTokens: 50 },
    'another stop': { stop: ['x'] },
    'Try Again': { bypassCache: true },
  };
  for (const [name, changes] of Object.entries(differences)) {
    it(`asks anew for ${name}`, async () => {
      const { ask } = asking();
      await ask();
      await ask(changes);
      assert.equal(provider.current.requests.length, 2);
    });
  }

  it('keeps neither failures nor truncated answers', async () => {
    const { ask } = asking();
    provider.current.reply(failure(401, { message: 'no' }), answer('half', { finish: 'length' }), answer('whole'));
    await assert.rejects(ask(), { kind: 'keyRejected' });
    assert.equal(textOf(await ask()), 'half');
    assert.equal(textOf(await ask()), 'whole');
    assert.equal(textOf(await ask()), 'whole');
    assert.equal(provider.current.requests.length, 3);
  });

  it('shares one request between all who ask for the same at once, and books it once', async () => {
    const { ask, ledger } = asking();
    provider.current.reply(answer('shared by all', { betweenMs: 5 }));
    const answers = await Promise.all([ask(), ask(), ask()]);
    assert.deepEqual(new Set(answers.map(textOf)), new Set(['shared by all']));
    assert.equal(provider.current.requests.length, 1);
    assert.deepEqual(ledger.map(({ receipt }) => receipt.servedBy).toSorted(), ['network', 'shared', 'shared']);
    assert.ok(Math.abs(ledger.reduce((sum, entry) => sum + (usd(entry) ?? 0), 0) - provider.current.bill.usd) < 1e-9);
  });

  it('goes on for the others when one of them leaves, and ends when all have', async () => {
    const { ask } = asking();
    provider.current.reply(answer('a long answer for two readers', { firstMs: 20, betweenMs: 5 }));
    const leaving = new AbortController();
    const left = ask({}, leaving.signal);
    const stayed = ask();
    await provider.current.received(1);
    leaving.abort(new Error('enough'));
    await assert.rejects(left, new Error('enough'));
    assert.equal(textOf(await stayed), 'a long answer for two readers');

    provider.current.reply({ kind: 'hang' });
    const both = new AbortController();
    const other = { temperature: 0.7 };
    const readers = [ask(other, both.signal), ask(other, both.signal)];
    await provider.current.received(2);
    both.abort(new Error('enough'));
    for (const reader of readers) await assert.rejects(reader, new Error('enough'));
    assert.equal(await provider.current.requests[1]?.isClosedEarly, true);
  });

  it('does not let a command share the fate of ghost text', async () => {
    const { ask } = asking();
    provider.current.reply(failure(503, { message: 'overloaded' }), answer('for the command'));
    const ghostText = ask({ feature: 'inline' });
    const command = ask({ feature: 'generate' });
    await assert.rejects(ghostText, { kind: 'server' });
    assert.equal(textOf(await command), 'for the command');
  });
});
