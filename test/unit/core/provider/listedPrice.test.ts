import assert from 'node:assert/strict';
import { listedPrice } from '../../../../src/core/provider/listedPrice.ts';

const cases: readonly (readonly [string, unknown, unknown])[] = [
  ['strings', { prompt: '0.0000003', completion: '0.0000012' }, { input: 0.3, output: 1.2 }],
  ['numbers', { prompt: 2e-6, completion: 8e-6 }, { input: 2, output: 8 }],
  [
    'with a cache',
    { prompt: '0.000003', completion: '0.000015', input_cache_read: '0.0000003' },
    { input: 3, output: 15, cachedInput: 0.3 },
  ],
  ['free', { prompt: '0', completion: '0' }, { input: 0, output: 0 }],
  ['it depends', { prompt: '-1', completion: '-1' }, undefined],
  ['half of it', { prompt: '0.000003' }, undefined],
  ['blank', { prompt: '', completion: '' }, undefined],
  ['words', { prompt: 'cheap', completion: 'dear' }, undefined],
  ['none', undefined, undefined],
];

describe('listedPrice', () => {
  for (const [name, pricing, expected] of cases)
    it(name, () => assert.deepEqual(listedPrice({ id: 'm', pricing }), expected));
});
