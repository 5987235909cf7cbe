import assert from 'node:assert/strict';
import { introduction } from '../../../../../sample/provider/chooseAnswer.ts';
import { Cleaner } from '../../../../../src/core/generation/clean/cleaner.ts';

const placement = {
  range: { start: 0, end: 0 },
  lead: '',
  indent: '',
  tail: '',
  mode: 'insert',
  unit: '  ',
  eol: '\n',
  signature: [],
  following: [],
} as const;

/** Answers that hold no code at all. */
const refusals = {
  introduction,
  'an apology': "I'm sorry, but I can't help with that.",
  'a question': 'Could you tell me which database you use?\nThen I can write the query.',
  'a question with a list':
    'Which of these do you want?\n\n1. a function that returns a promise\n2. a class with a callback for each row',
  nothing: '',
  'blank lines': '\n \n\n',
};

describe('Cleaner', () => {
  for (const [name, answer] of Object.entries(refusals)) {
    it(`passes nothing of ${name} into the document, and keeps what was said`, () => {
      const cleaner = new Cleaner({ placement, languageId: 'typescript', instruction: 'x', imports: '' });
      for (const character of answer) assert.equal(cleaner.push(character), '');
      const said = answer.split('\n').filter((line) => line.trim() !== '');
      assert.deepEqual(cleaner.finish(), { kind: 'noCode', said: said.join('\n') });
    });
  }
});
