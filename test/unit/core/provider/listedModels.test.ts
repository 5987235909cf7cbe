import assert from 'node:assert/strict';
import { resolveModel } from '../../../../src/core/provider/catalogue.ts';
import { ListedModels, type ListedModelsState } from '../../../../src/core/provider/listedModels.ts';
import type { Endpoint } from '../../../../src/core/provider/target.ts';

const endpoint: Endpoint = { provider: 'openrouter', baseUrl: 'https://openrouter.ai/api/v1', isKeyless: false };
const today = () => '2026-01-15';
const listing = [
  {
    id: 'deepseek/deepseek-chat',
    context_length: 163_840,
    pricing: { prompt: '0.0000003', completion: '0.0000012', input_cache_read: '0.00000003' },
  },
  { id: 'no/price' },
  'nonsense',
];
const price = {
  input: 0.3,
  cachedInput: 0.03,
  cacheWrite: 0.3,
  output: 1.2,
  source: 'list of openrouter.ai, 2026-01-15',
};

describe('ListedModels', () => {
  it('remembers what a provider lists, with its source and date', () => {
    let saved: ListedModelsState = {};
    const listed = new ListedModels({}, (state) => (saved = state), today);
    listed.learn(endpoint, listing);
    for (const models of [listed, new ListedModels(saved, () => undefined, today)]) {
      assert.deepEqual(models.find(endpoint, 'deepseek/deepseek-chat')?.price, price);
      assert.equal(models.find(endpoint, 'no/price'), undefined);
      assert.equal(models.find({ ...endpoint, baseUrl: 'https://other.example' }, 'deepseek/deepseek-chat'), undefined);
    }
  });

  it('keeps what it has where a list has no prices', () => {
    const listed = new ListedModels({}, () => undefined, today);
    listed.learn(endpoint, listing);
    listed.learn(endpoint, [{ id: 'deepseek/deepseek-chat' }]);
    assert.ok(listed.find(endpoint, 'deepseek/deepseek-chat'));
  });

  it('wins over the catalogue, and the user over it', () => {
    const listed = new ListedModels({}, () => undefined, today);
    listed.learn(endpoint, listing);
    const id = 'deepseek/deepseek-chat';
    const found = listed.find(endpoint, id);
    const known = resolveModel(id, endpoint, { userModels: [], listed: found });
    assert.deepEqual([known.price, known.windowTokens], [price, 163_840]);
    const userModels = [{ id, inputPrice: 1, outputPrice: 2 }];
    assert.equal(resolveModel(id, endpoint, { userModels, listed: found }).price?.source, 'parlance.models');
  });
});
