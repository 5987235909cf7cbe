import assert from 'node:assert/strict';
import { PrefetchPolicy } from '../../../../src/core/completion/prefetchPolicy.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { targetAt } from '../../../support/requests.ts';

const { model } = targetAt('http://127.0.0.1:1/v1');
const priceOf = (usd: number) => ({ input: usd, cachedInput: usd, cacheWrite: usd, output: usd, source: 'test' });
const free = { ...model, price: priceOf(0) };
const { price: _, ...unpriced } = free;

describe('PrefetchPolicy', () => {
  const cases = [
    ['a free model and a user who accepts', true, 'auto', free, 0.5],
    ['the setting off', false, 'off', free, 0.5],
    ['a priced model', false, 'auto', { ...model, price: priceOf(0.1) }, 0.5],
    ['a model of unknown price', false, 'auto', unpriced, 0.5],
    ['a user who seldom accepts', false, 'auto', free, 0.1],
    ['a user of whom too little is known', false, 'auto', free, undefined],
  ] as const;
  for (const [name, expected, setting, asked, rate] of cases) {
    it(`${expected ? 'asks' : 'does not ask'} ahead with ${name}`, () => {
      assert.equal(new PrefetchPolicy(new FakeClock()).admits(setting, asked, rate), expected);
    });
  }

  it('asks ten times a minute at most', async () => {
    const clock = new FakeClock();
    const policy = new PrefetchPolicy(clock);
    const ask = () => policy.admits('auto', free, 0.5);
    assert.deepEqual(Array.from({ length: 12 }, ask), [...Array.from({ length: 10 }, () => true), false, false]);
    await clock.advance(60_000);
    assert.equal(ask(), true);
  });
});
