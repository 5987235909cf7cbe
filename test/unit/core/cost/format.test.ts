import assert from 'node:assert/strict';
import { formatCost, formatTokens, formatUsd, inUsd } from '../../../../src/core/cost/format.ts';

describe('formatUsd', () => {
  for (const [usd, expected] of [
    [0, '$0'],
    [1e-9, '<$0.000001'],
    [0.0000625, '$0.000063'],
    [0.00042, '$0.00042'],
    [0.0042, '$0.0042'],
    [0.042, '$0.042'],
    [0.4242, '$0.424'],
    [4.2, '$4.20'],
    [1234.5, '$1234.50'],
  ] as const) {
    it(`${usd} → ${expected}`, () => assert.equal(formatUsd(usd, inUsd), expected));
  }

  it('converts for display', () => assert.equal(formatUsd(2, { sign: '¥', perUsd: 7.1 }), '¥14.20'));
});

describe('formatCost', () => {
  it('marks an estimate, never calls an unknown price free', () => {
    assert.equal(formatCost({ kind: 'known', usd: 0.0042, isEstimate: true }, inUsd), '~$0.0042');
    assert.equal(formatCost({ kind: 'known', usd: 0, isEstimate: true }, inUsd), '$0');
    assert.equal(formatCost({ kind: 'unknown' }, inUsd), '$?');
  });
});

describe('formatTokens', () => {
  for (const [tokens, expected] of [
    [999, '999'],
    [1234, '1.2k'],
    [99_999, '100.0k'],
    [128_000, '128k'],
  ] as const) {
    it(`${tokens} → ${expected}`, () => assert.equal(formatTokens(tokens), expected));
  }
});
