import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MarkdownDocument } from '../../../../src/webview/markdown/document.ts';
import { lex } from '../../../../src/webview/markdown/lexer.ts';

const pieces = [
  'A paragraph with **bold** and `code`.\n\n',
  '- one\n- two\n\n  more of two\n- three\n\n',
  '1. first\n\n2. second\n   ```js\n   let a = 1;\n   ```\n3. third\n',
  '```ts src/a.ts\nconst a = "```";\n\nconst b = 2;\n```\n',
  '| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n\n',
  'Title\n=====\n\n## Second\ntext right below\n',
  '> quoted\nlazily continued\n\n> another\n',
  '    indented code\n\n    more of it\n\n',
  '<div>\n*html*\n\n</div>\n\n',
  '$$\na_1 * b_2\n$$\n\n',
  'inline \\(x_1\\) and $y_2$ here\n',
  '---\n***\n\n',
  '````md\n```js\nx\n```\n````\n',
  '```markdown\n# Doc\n```js\nx\n```\nrest\n```\n\n',
  '* a\n\n* b\n\n\n* c\n',
  '- [ ] open\n- [x] done\n\n',
  '~~~\ntilde\n~~~\n',
];

const contents = (text: string) =>
  lex(text)
    .filter(({ type }) => type !== 'space')
    .map(({ type, raw }) => [type, raw.trimEnd()]);

const drawn = (document: MarkdownDocument, text: string, isOver: boolean) =>
  document.update(text, isOver).map(({ token }) => [token.type, token.raw.trimEnd()]);

describe('MarkdownDocument', () => {
  it('reads a growing text as it reads the whole, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }),
        (chosen, steps) => {
          const text = chosen.join('');
          const document = new MarkdownDocument();
          let end = 0;
          for (let index = 0; end < text.length; index++) {
            end = Math.min(text.length, end + (steps[index % steps.length] ?? 1));
            document.update(text.slice(0, end), false);
          }
          assert.deepEqual(drawn(document, text, true), contents(text));
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  it('keeps the blocks that can no longer change as the same objects', () => {
    const document = new MarkdownDocument();
    const before = document.update('one\n\ntwo\n\nthree\n\nfour', false);
    const after = document.update('one\n\ntwo\n\nthree\n\nfour and more', false);
    assert.deepEqual(
      after.map((block, index) => block === before[index]),
      [true, true, true, false],
    );
  });

  it('gives a definition at the end its effect on the links above it', () => {
    const document = new MarkdownDocument();
    const text = 'See [the docs][1].\n\nMore.\n\nAnd more.\n\n[1]: https://example.com\n';
    for (let end = 1; end < text.length; end++) document.update(text.slice(0, end), false);
    assert.match(JSON.stringify(document.update(text, true)), /"type":"link"/);
  });

  it('starts anew with another text, and reads Windows line ends', () => {
    const document = new MarkdownDocument();
    document.update('one\n\ntwo', false);
    assert.deepEqual(drawn(document, '# x\r\n\r\ny\r\n', true), [
      ['heading', '# x'],
      ['paragraph', 'y'],
    ]);
  });

  it('says which block is still open', () => {
    const document = new MarkdownDocument();
    const open = document.update('text\n\n```js\nlet a', false);
    assert.deepEqual(
      open.map(({ isClosed }) => isClosed),
      [false, false],
    );
    const closed = document.update('text\n\n```js\nlet a\n```\n', true);
    assert.deepEqual(
      closed.map(({ isClosed }) => isClosed),
      [true, true],
    );
  });

  it('gives the same blocks in groups, of which the full ones stay the same', () => {
    const document = new MarkdownDocument();
    const text = pieces.join('\n').repeat(4);
    let before: readonly unknown[] = [];
    for (let length = 0; length <= text.length; length += 40) {
      const blocks = document.update(text.slice(0, length), false);
      const { groups } = document;
      assert.deepEqual(groups.flat(), blocks);
      for (const [index, group] of before.slice(0, -1).entries()) assert.equal(groups[index], group);
      before = groups;
    }
    assert.ok(before.length > 3);
  });
});
