import assert from 'node:assert/strict';
import { answer, failure, type UsageStyle } from '../../fakes/reply.ts';
import { tokensOf } from '../../fakes/bill.ts';
import { Ledger } from '../../../src/storage/ledger/ledger.ts';
import type { Feature, ModelRequest } from '../../../src/core/provider/request.ts';
import { systemClock } from '../../../src/vscode/systemClock.ts';
import { pipelineTo } from '../../support/pipelines.ts';
import { requestTo, targetAt, withFakeProvider } from '../../support/requests.ts';

/** USD per million tokens: dear enough that a cent is some hundred tokens. */
const price = { input: 20, cachedInput: 5, output: 80 };
const cent = 0.01;
const live = () => new AbortController().signal;

const styles: readonly UsageStyle[] = ['openai', 'deepseek', 'anthropic'];
const features: readonly Feature[] = ['inline', 'inline', 'generate', 'chat', 'inline', 'prefetch', 'batch', 'tests'];

describe('A day of mixed use: the ledger against the provider’s bill', () => {
  const provider = withFakeProvider({ price, isCaching: true });
  let ledger: Ledger;
  beforeEach(() => {
    ledger = new Ledger(':memory:', 'day');
  });
  afterEach(() => ledger.dispose());

  function day() {
    const { baseUrl } = provider.current;
    const target = targetAt(baseUrl, { price: { ...price, cacheWrite: price.input, source: 'test' } });
    const { pipe, ledger: entries } = pipelineTo(systemClock);
    const ask = (index: number): ModelRequest => {
      const content = `question ${index % 20}: ${'x'.repeat(200 + (index % 7) * 400)}`;
      return requestTo(target, {
        feature: features[index % features.length] ?? 'chat',
        prompt: { kind: 'chat', messages: [{ role: 'user', content }] },
        promptTokens: tokensOf(content),
      });
    };
    /** Reads until so much text has come, or to the end. */
    const send = async (request: ModelRequest, characters = Infinity) => {
      let read = 0;
      for await (const chunk of pipe(request, live())) {
        if (chunk.kind === 'text') read += chunk.text.length;
        if (read >= characters) break;
      }
    };
    const sum = () => {
      for (const entry of entries.splice(0)) ledger.add(entry);
      return ledger.spent('day');
    };
    return { ask, send, sum };
  }

  it('is the same to a billionth of a dollar, with repetitions, retries and caches on both sides', async () => {
    const { ask, send, sum } = day();
    for (let index = 0; index < 25; index++) {
      const usage = styles[index % styles.length] ?? 'openai';
      // 'generate': what nobody waits for is not tried again.
      if (index % 8 === 2) provider.current.reply(failure(503, { message: 'busy' }, { 'retry-after-ms': '1' }));
      const usageAt = index % 5 === 0 ? 'everyChunk' : 'lastChunk';
      provider.current.reply(answer('y'.repeat(40 + index * 3), { usage, usageAt }));
      await send(ask(index % 20));
    }
    const booked = sum();
    assert(provider.current.bill.usd > cent, `${provider.current.bill.usd} is worth comparing`);
    assert(
      Math.abs(booked - provider.current.bill.usd) < 1e-9,
      `${booked} booked, ${provider.current.bill.usd} billed`,
    );
    const free = [...ledger.rows()].filter(({ servedBy }) => servedBy === 'cache');
    assert(free.length > 0 && free.every(({ usd, saved }) => usd === 0 && saved > 0));
  });

  it('is the same to the cent with cancellations, whose output is counted as far as it came', async () => {
    const { ask, send, sum } = day();
    for (let index = 0; index < 16; index++) {
      const isCancelled = index % 4 === 1;
      provider.current.reply(answer('z'.repeat(400), isCancelled ? { betweenMs: 1 } : {}));
      const seen = provider.current.requests.length;
      await send(ask(index), isCancelled ? 40 : Infinity);
      await provider.current.requests[seen]?.isClosedEarly;
    }
    const booked = sum();
    const rows = [...ledger.rows()];
    assert.equal(rows.filter(({ outcome }) => outcome === 'cancelled').length, 4);
    assert(rows.every(({ outcome, isEstimate }) => (outcome === 'cancelled') === (isEstimate === 1)));
    const { usd } = provider.current.bill;
    assert(usd > 10 * cent && Math.abs(booked - usd) < cent, `${booked} booked, ${usd} billed`);
  });
});
