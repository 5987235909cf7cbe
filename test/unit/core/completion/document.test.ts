import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { withText } from '../../../../src/core/completion/document.ts';
import { documentFrom, positionAfter } from '../../../support/cursorNotation.ts';

const origin = { line: 0, character: 0 };

describe('withText', () => {
  it('reads as the document would with the text in it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 30 });
    fc.assert(
      fc.property(text, text, text, text, (before, replaced, after, inserted) => {
        const start = positionAfter(origin, before);
        const end = positionAfter(start, replaced);
        const { document, position } = withText(documentFrom(before + replaced + after), start, end, inserted);
        const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line));
        assert.equal(lines.join('\n'), before + inserted + after);
        assert.deepEqual(position, positionAfter(start, inserted));
      }),
    );
  });
});
