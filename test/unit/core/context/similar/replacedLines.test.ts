import assert from 'node:assert/strict';
import { replacedLines, type TextChange } from '../../../../../src/core/context/similar/replacedLines.ts';

describe('replacedLines', () => {
  const cases: readonly [name: string, changes: readonly TextChange[], expected: readonly number[]][] = [
    ['a typed character', [{ startLine: 5, endLine: 5, text: 'a' }], [5, 6, 1]],
    ['a new line', [{ startLine: 5, endLine: 5, text: '\r\n  ' }], [5, 6, 2]],
    ['a deleted line', [{ startLine: 5, endLine: 6, text: '' }], [5, 7, 1]],
    ['three lines pasted over two', [{ startLine: 5, endLine: 6, text: 'a\nb\nc' }], [5, 7, 3]],
    [
      'several cursors, the lowest first as VS Code tells them',
      [
        { startLine: 9, endLine: 9, text: '\n' },
        { startLine: 5, endLine: 7, text: 'x' },
        { startLine: 2, endLine: 2, text: 'x' },
      ],
      [2, 10, 7],
    ],
  ];
  for (const [name, changes, [startLine, endLine, lineCount]] of cases) {
    it(name, () => assert.deepEqual(replacedLines(changes), { startLine, endLine, lineCount }));
  }
});
