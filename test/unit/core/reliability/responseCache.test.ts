import assert from 'node:assert/strict';
import { ResponseCache, type CachedAnswer } from '../../../../src/core/reliability/responseCache.ts';

const answerOf = (text: string): CachedAnswer => ({
  text,
  usage: {
    inputTokens: 1,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 1,
    reasoningTokens: 0,
    origin: 'reported',
  },
});

describe('ResponseCache', () => {
  it('keeps a thousand answers, those used last', () => {
    const cache = new ResponseCache();
    for (let number = 0; number < 1_000; number++) cache.set(`${number}`, answerOf('x'));
    cache.get('0');
    cache.set('1000', answerOf('x'));
    assert.equal(cache.size, 1_000);
    assert.ok(cache.get('0'));
    assert.equal(cache.get('1'), undefined);
  });

  it('is bounded in size, too', () => {
    const cache = new ResponseCache();
    for (let number = 0; number < 20; number++) cache.set(`${number}`, answerOf('x'.repeat(1_000_000)));
    assert.ok(cache.size < 8);
    assert.ok(cache.get('19'));
  });

  it('can be emptied', () => {
    const cache = new ResponseCache();
    cache.set('a', answerOf('x'));
    cache.clear();
    assert.equal(cache.size, 0);
  });
});
