import assert from 'node:assert/strict';
import { Acceptance } from '../../../../src/core/completion/acceptance.ts';

const typescript = { languageId: 'typescript', modelId: 'm' };
const python = { languageId: 'python', modelId: 'm' };

describe('Acceptance', () => {
  it('counts by language and model, and goes on from what was kept', () => {
    const first = new Acceptance();
    first.shown(typescript);
    first.accepted(typescript, 'a();\nb();\n', true);
    first.shown(python);
    const next = new Acceptance(first.table);
    next.shown(typescript);
    assert.deepEqual(next.of(typescript), { shown: 2, accepted: 1, acceptedLines: 2 });
    assert.deepEqual(next.total, { shown: 3, accepted: 1, acceptedLines: 2 });
  });

  it('counts what was accepted before it was read as shown, once', () => {
    const acceptance = new Acceptance();
    acceptance.accepted(python, 'x', false);
    assert.deepEqual(acceptance.of(python), { shown: 1, accepted: 1, acceptedLines: 1 });
  });

  it('knows a rate only after ten suggestions', () => {
    const acceptance = new Acceptance();
    for (let count = 0; count < 9; count++) acceptance.shown(python);
    assert.equal(acceptance.rate(python), undefined);
    acceptance.accepted(python, 'x', false);
    assert.equal(acceptance.rate(python), 0.1);
  });
});
