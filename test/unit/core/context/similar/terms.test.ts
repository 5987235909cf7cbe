import assert from 'node:assert/strict';
import { forEachTerm } from '../../../../../src/core/context/similar/terms.ts';

function termsOf(text: string): number[] {
  const terms: number[] = [];
  forEachTerm(text, (term) => terms.push(term));
  return terms;
}

const sorted = (terms: readonly number[]) => [...terms].sort((a, b) => a - b);

describe('forEachTerm', () => {
  const identifiers: readonly [identifier: string, words: string][] = [
    ['parseHttpDate', 'parse http date'],
    ['parse_http_date', 'parse http date'],
    ['HTTPServer', 'http server'],
    ['getURL', 'get url'],
    ['utf8Decoder', 'utf decoder'],
    ['sha256', 'sha 256'],
    ['__dunder_name__', 'dunder name'],
    ['$scope_id', 'scope id'],
    ['MAX_SIZE', 'max size'],
    ['naïveValue', 'naïve value'],
    ['ПростоТак', 'простотак'],
  ];
  for (const [identifier, words] of identifiers.slice(0, -1)) {
    it(`splits ${identifier} into ${words}, and keeps it whole`, () => {
      const parts = termsOf(words);
      const terms = termsOf(identifier);
      for (const part of parts) assert.ok(terms.includes(part), words);
      assert.equal(terms.length, parts.length + 1);
    });
  }

  it('compares words without regard to case, identifiers with it only where words differ', () => {
    assert.deepEqual(termsOf('Total'), termsOf('total'));
    assert.deepEqual(termsOf('TOTAL'), termsOf('total'));
    assert.notDeepEqual(termsOf('subTotal'), termsOf('subtotal'));
  });

  it('sets an identifier apart from its last word', () => {
    assert.ok(
      !termsOf('computeTotal')
        .slice(-1)
        .some((term) => termsOf('computetotal').includes(term)),
    );
  });

  it('takes each Chinese, Japanese or Korean character for a word', () => {
    assert.equal(termsOf('計算する').length, 4);
    assert.equal(termsOf('면적 계산').length, 4);
    assert.deepEqual(sorted(termsOf('面积,计算')), sorted(termsOf('计算面积')));
  });

  const nothing: readonly string[] = ['', '   \t', '{}[]();=>', 'i', 'x + 1', '“—”…'];
  for (const text of nothing) {
    it(`finds nothing in ${JSON.stringify(text)}`, () => assert.deepEqual(termsOf(text), []));
  }

  it('tells terms apart that differ by a letter', () => {
    const words = Array.from(
      { length: 20_000 },
      (_, index) => `word${index.toString(36).replaceAll(/\d/g, (d) => 'ghijklmnop'[Number(d)] ?? '')}`,
    );
    const distinct = new Set(words);
    const terms = new Set([...distinct].flatMap(termsOf));
    assert.ok(terms.size >= distinct.size - 2, `${terms.size} of ${distinct.size}`);
  });
});
