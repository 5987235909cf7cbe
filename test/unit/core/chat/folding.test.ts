import assert from 'node:assert/strict';
import type { Fold, Message } from '../../../../src/core/chat/chat.ts';
import { planFold } from '../../../../src/core/chat/folding.ts';
import { fitPrompt } from '../../../../src/core/chat/prompt.ts';

const count = (text: string) => Math.ceil(text.length / 4);
const usage = {
  inputTokens: 1,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 1,
  reasoningTokens: 0,
  origin: 'reported',
} as const;

function messageAt(index: number): Message {
  const base = { id: `m${index}`, atMs: 0, text: `${index} ${'x'.repeat(396)}` };
  return index % 2 === 0
    ? { ...base, kind: 'user', parentId: index === 0 ? null : `m${index - 1}`, attachments: [] }
    : { ...base, kind: 'answer', parentId: `m${index - 1}`, reasoning: '', model: 'm', state: { kind: 'complete' } };
}

/** A branch of questions and answers of some 100 tokens each, and a last question. */
function branch(turns: number): Message[] {
  return Array.from({ length: turns * 2 + 1 }, (_, index) => messageAt(index));
}

const foldUpTo = (upToId: string, summary: string): Fold => ({
  upToId,
  summary,
  receipt: { usage, cost: { kind: 'unknown' }, servedBy: 'network', totalMs: 1, strategy: '' },
});

describe('planFold', () => {
  it('takes all but the newest turns, which fill half of the room at most', () => {
    const path = branch(10);
    const plan = planFold(path, [], 1_200, count);
    // Five of the newest messages are some 500 tokens.
    assert.equal(plan?.upToId, 'm15');
    assert.equal(plan.count, 16);
    const asked = plan.prompt.at(-1)?.content ?? '';
    assert.match(asked, /^# Programmer\n\n0 x/);
    assert.match(asked, /# Assistant\n\n15 x+$/);
  });

  it('lets the conversation fit afterwards', () => {
    const path = branch(10);
    const plan = planFold(path, [], 1_200, count);
    const before = fitPrompt(path, [], 1_200, count);
    const after = fitPrompt(path, [foldUpTo(plan?.upToId ?? '', 'They like tabs.')], 1_200, count);
    assert.ok(before.leftOut > 0);
    assert.equal(after.leftOut, 0);
    assert.ok(after.messages.some(({ content }) => content.includes('They like tabs.')));
  });

  it('goes on from an earlier summary', () => {
    const path = branch(10);
    const plan = planFold(path, [foldUpTo('m7', 'They like tabs.')], 1_200, count);
    assert.equal(plan?.count, 8);
    assert.match(plan.prompt.at(-1)?.content ?? '', /^# So far, in short\n\nThey like tabs\.\n\n# Programmer\n\n8 x/);
  });

  it('has nothing to take where there is one message alone', () => {
    assert.equal(planFold(branch(0), [], 10, count), undefined);
  });
});
