import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { countMessages, fitMessages } from '../../../../src/core/provider/fitMessages.ts';
import type { Message } from '../../../../src/core/provider/request.ts';

const count = (text: string) => Math.ceil(text.length / 4);
const message = (role: Message['role'], content: string): Message => ({ role, content });

describe('fitMessages', () => {
  it('leaves a conversation that fits as it is', () => {
    const messages = [message('system', 'be brief'), message('user', 'hello')];
    assert.deepEqual(fitMessages(messages, 100, count).messages, messages);
  });

  it('cuts off the beginning of a newest message that is too long by itself, at a line', () => {
    const lines = Array.from({ length: 50 }, (_, line) => `line ${line}`).join('\n');
    const { messages } = fitMessages([message('system', 's'), message('user', lines)], 60, count);
    const content = messages[1]?.content ?? '';
    assert.match(content, /^\[…\]\nline \d+\n/);
    assert.ok(content.endsWith('line 49'));
  });

  const turns = fc
    .array(fc.string({ maxLength: 200 }), { minLength: 1, maxLength: 20 })
    .map((contents) =>
      contents.map((content, turn) => message((contents.length - turn) % 2 === 1 ? 'user' : 'assistant', content)),
    );

  it('keeps the system prompt, the newest message and of the history the newest, without gaps, within the budget', () =>
    fc.assert(
      fc.property(
        turns,
        fc.string({ maxLength: 80 }),
        fc.integer({ min: 100, max: 1_000 }),
        (history, system, budget) => {
          const messages = [message('system', system), ...history];
          const { messages: fitted, tokens } = fitMessages(messages, budget, count);
          assert.equal(tokens, countMessages(fitted, count));
          assert.ok(tokens <= budget, `${tokens} of ${budget}`);
          assert.deepEqual(fitted[0], messages[0]);
          assert.deepEqual(fitted.slice(1), history.slice(history.length - fitted.length + 1));
          if (fitted.length > 2) assert.equal(fitted[1]?.role, 'user');
          // The next older pair of turns would not have fitted.
          const older = history.slice(Math.max(0, history.length - fitted.length - 1));
          if (older.length > fitted.length) assert.ok(countMessages([messages[0]!, ...older], count) > budget);
        },
      ),
    ));
});
