import assert from 'node:assert/strict';
import { paletteOf, type TokenRule } from '../../../../src/vscode/chat/theme/paletteOf.ts';

const rule = (foreground: string, ...scope: readonly string[]): TokenRule => ({ scope, foreground });

describe('paletteOf', () => {
  it('takes the rule that says the most of a scope, the later of two that say as much', () => {
    const { keyword, operator, storage } = paletteOf([
      rule('#111111', 'keyword'),
      rule('#222222', 'keyword.control'),
      rule('#333333', 'storage', 'keyword'),
    ]);
    assert.deepEqual([keyword, operator, storage], ['#222222', '#333333', '#333333']);
  });

  it('goes on to the next name where the theme does not know the first', () => {
    assert.equal(paletteOf([rule('#abcdef', 'entity.name.section')]).heading, '#abcdef');
  });

  it('leaves out what the theme does not colour, and what it colours in one language alone', () => {
    assert.deepEqual(paletteOf([rule('#111111', 'source.css keyword'), rule('#222222', 'comment')]), {
      comment: '#222222',
    });
  });
});
