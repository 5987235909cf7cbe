import assert from 'node:assert/strict';
import { explain } from '../../../../src/core/completion/explain.ts';
import type { Decision } from '../../../../src/core/completion/decision.ts';
import { InlineEditor } from '../../../support/inlineEditor.ts';

async function explained(code: string, answer = 'items.length;') {
  const editor = new InlineEditor(code, { answer: () => answer });
  await editor.askFor(5_000);
  return explain(editor.engine.decisions.last ?? assert.fail());
}

describe('explain', () => {
  it('tells every step with its figures', async () => {
    const { headline, steps } = await explained('const total = █');
    assert.equal(headline, 'A suggestion was offered. The model was asked.');
    assert.deepEqual(
      steps.map((step) => step.replace(/^[\d.]+ ms {2}/, '').replace(/tokens \d+/, 'tokens N')),
      [
        'May anything be shown?: allowed',
        'Anything at hand?: nothing at hand',
        'Anything under way?: no request under way',
        'Is the place worth a request?: worth a request',
        'Does anything stand against a request?: none',
        'Pause: opening, ms 76, usual interval 210',
        'Prompt: statement, form chat, tokens N, lines above 0, lines below 0, related 0',
        'Request: request-1, prompt tokens N',
        'Answer: answered, characters 13, stream ended',
        'Does it fit here?: fits',
        'done',
      ],
    );
  });

  it('says why there is nothing', async () => {
    assert.equal(
      (await explained('foo();█')).headline,
      'The statement is complete; the next suggestion comes on the next line.',
    );
    assert.equal(
      (await explained('const a = █', 'I cannot tell what is missing here.')).headline,
      'The model answered, but with sentences instead of code.',
    );
  });

  it('counts each reason', async () => {
    const editor = new InlineEditor('const a = 1;█', { answer: () => 'x' });
    await editor.askFor(100);
    await editor.askFor(100);
    assert.deepEqual([...editor.engine.decisions.counts], [['statementEnd', 2]]);
  });

  it('prefers a call that came to an end over one that was superseded', async () => {
    const editor = new InlineEditor('const a = 1;█', { answer: () => 'x' });
    await editor.askFor(100);
    editor.type(' b = ');
    const pending = editor.ask();
    editor.type('2');
    await assert.rejects(pending);
    const last: Decision | undefined = editor.engine.decisions.last;
    assert.deepEqual(last?.outcome, { kind: 'skip', skip: { reason: 'statementEnd' } });
  });
});
