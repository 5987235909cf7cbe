import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { windowAbove, windowBelow } from '../../../../../src/core/completion/prompt/window.ts';
import { documentFrom } from '../../../../support/cursorNotation.ts';

const oneToALine = () => 1;
const file = (lines: number) => documentFrom(Array.from({ length: lines }, (_, line) => `line ${line}`).join('\n'));

describe('windowAbove', () => {
  it('takes all lines that fit', () => {
    const spot = { document: file(20), position: { line: 10, character: 0 } };
    assert.deepEqual(windowAbove(spot, 100, oneToALine), { start: 0, end: 10, tokens: 10 });
  });

  it('starts at the same line while the cursor moves down', () => {
    const document = file(400);
    const starts = Array.from({ length: 60 }, (_, index) => {
      return windowAbove({ document, position: { line: 300 + index, character: 0 } }, 90, oneToALine).start;
    });
    assert.ok(new Set(starts).size <= 3, `starts at ${[...new Set(starts)].join(', ')}`);
  });

  it('keeps within the budget, and gives up two fifths of it at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200 }), (line, maxTokens) => {
        const { start, end, tokens } = windowAbove(
          { document: file(301), position: { line, character: 0 } },
          maxTokens,
          oneToALine,
        );
        assert.equal(tokens, end - start);
        assert.ok(tokens <= maxTokens);
        assert.ok(tokens >= Math.min(line, Math.floor((maxTokens * 3) / 5)));
      }),
    );
  });
});

/** The lines below the cursor that are sent once so many lines were typed above them. */
function below(typed: number): readonly string[] {
  const lines = [
    ...Array.from({ length: typed }, () => 'typed'),
    ...Array.from({ length: 50 }, (_, line) => `line ${line}`),
  ];
  const document = documentFrom(lines.join('\n'));
  const { start, end } = windowBelow({ document, position: { line: typed - 1, character: 0 } }, 12, oneToALine);
  return Array.from({ length: end - start }, (_, index) => document.lineAt(start + index));
}

describe('windowBelow', () => {
  it('takes the lines that fit, and the same ones while lines are typed above them', () => {
    assert.equal(below(1).length, 12);
    assert.deepEqual(below(1), below(9));
  });
});
