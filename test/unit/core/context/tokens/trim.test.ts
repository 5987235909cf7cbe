import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { takeFirst, takeLast } from '../../../../../src/core/context/tokens/trim.ts';

/** One token a character: the arithmetic shows. */
const length = (text: string) => text.length;
const isOneLine = (text: string) => !text.slice(0, -1).includes('\n');

describe('takeLast', () => {
  const cases: readonly [name: string, text: string, maxTokens: number, kept: string][] = [
    ['everything fits', 'a\nbb\nccc', 100, 'a\nbb\nccc'],
    ['whole lines only', 'a\nbb\nccc', 6, 'bb\nccc'],
    ['a line that just does not fit', 'a\nbb\nccc', 5, 'ccc'],
    ['a text that ends in a newline', 'a\nbb\n', 3, 'bb\n'],
    ['blank lines', '\n\n\na', 3, '\n\na'],
    ['CRLF', 'a\r\nbb\r\nc', 5, 'bb\r\nc'],
    ['nothing', '', 5, ''],
    ['no room', 'abc', 0, ''],
    ['a leading newline alone', '\nab', 3, '\nab'],
  ];
  for (const [name, text, maxTokens, kept] of cases) {
    it(name, () => {
      const { start, end, tokens } = takeLast(text, text.length, maxTokens, length);
      assert.equal(text.slice(start, end), kept);
      assert.equal(tokens, kept.length);
    });
  }

  it('cuts a line that does not fit by itself', () => {
    const text = `short\n${'x'.repeat(2_000)}`;
    const { start, tokens } = takeLast(text, text.length, 1_000, length);
    assert.equal(text.length - start, 976, 'the last piece of 464 and one whole of 512');
    assert.equal(tokens, 976);
  });

  it('reads no further than it keeps', () => {
    const text = 'a line of code\n'.repeat(10_000);
    let characters = 0;
    takeLast(text, text.length, 150, (piece) => ((characters += piece.length), piece.length));
    assert.ok(characters <= 165, `${characters} characters counted`);
  });
});

describe('takeFirst', () => {
  const cases: readonly [name: string, text: string, maxTokens: number, kept: string][] = [
    ['everything fits', 'a\nbb\nccc', 100, 'a\nbb\nccc'],
    ['whole lines only', 'a\nbb\nccc', 7, 'a\nbb\n'],
    ['blank lines', 'a\n\n\n\nb', 4, 'a\n\n\n'],
    ['nothing', '', 5, ''],
    ['no room', 'abc', 0, ''],
  ];
  for (const [name, text, maxTokens, kept] of cases) {
    it(name, () => {
      const { start, end, tokens } = takeFirst(text, 0, maxTokens, length);
      assert.equal(text.slice(start, end), kept);
      assert.equal(tokens, kept.length);
    });
  }

  it('cuts a line that does not fit by itself', () => {
    const { end } = takeFirst('x'.repeat(2_000), 0, 1_100, length);
    assert.equal(end, 1_024);
  });
});

describe('takeLast and takeFirst', () => {
  it('never exceed the budget, and stop only at line boundaries or inside a line that is too long', () => {
    const texts = fc.array(fc.constantFrom('', 'a', 'some words', '\tindented', '漢字', 'x'.repeat(700)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('\n', '\r\n'),
        fc.nat(900),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lines, eol, budget, at) => {
          const text = lines.join(eol);
          const offset = Math.floor(at * text.length);
          const before = takeLast(text, offset, budget, length);
          const after = takeFirst(text, offset, budget, length);
          for (const kept of [before, after]) {
            assert.ok(kept.tokens <= budget);
            assert.equal(kept.tokens, kept.end - kept.start);
          }
          assert.ok(
            before.start === 0 || text[before.start - 1] === '\n' || isOneLine(text.slice(before.start, offset)),
          );
          assert.ok(
            after.end === text.length || text[after.end - 1] === '\n' || isOneLine(text.slice(offset, after.end)),
          );
        },
      ),
    );
  });
});
