import assert from 'node:assert/strict';
import { costOf } from '../../../../src/core/cost/costOf.ts';
import { readUsage } from '../../../../src/core/provider/usage.ts';
import { prices, usagePayloads } from './usagePayloads.ts';

describe('The cost of a usage payload', () => {
  for (const [name, priceName, payload, expected] of usagePayloads) {
    it(`${priceName}: ${name}`, () => {
      const usage = readUsage(payload);
      if (!usage) return assert.equal(expected, 'unusable');
      const cost = costOf(usage, prices[priceName]);
      if (cost.kind === 'unknown') return assert.equal(expected, 'unknown');
      assert.equal(typeof expected, 'number', `cost ${cost.usd}`);
      assert(Math.abs(cost.usd - Number(expected) / 1e9) < 1e-9, `${cost.usd} for ${String(expected)} nano-dollars`);
    });
  }

  it('is marked where it rests on our own count', () => {
    const usage = readUsage({ prompt_tokens: 1, completion_tokens: 1 });
    assert(usage);
    const cost = costOf({ ...usage, origin: 'estimated' }, prices.openai);
    assert(cost.kind === 'known' && cost.isEstimate);
  });
});
