import assert from 'node:assert/strict';
import type { Chat, Message } from '../../../../src/core/chat/chat.ts';
import {
  afterRestart,
  newChat,
  receipts,
  showVersion,
  shownMessages,
  versionOf,
  withMessage,
  withoutMessage,
} from '../../../../src/core/chat/conversation.ts';
import { titleOf } from '../../../../src/core/chat/title.ts';

const user = (id: string, parentId: string | null, text = id): Message => ({
  kind: 'user',
  id,
  parentId,
  atMs: 0,
  text,
  attachments: [],
});
const usage = {
  inputTokens: 10,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 5,
  reasoningTokens: 0,
  origin: 'reported',
} as const;
const answer = (id: string, parentId: string): Message => ({
  kind: 'answer',
  id,
  parentId,
  atMs: 0,
  text: id,
  reasoning: '',
  model: 'm',
  state: { kind: 'complete' },
  receipt: { usage, cost: { kind: 'known', usd: 1, isEstimate: false }, servedBy: 'network', totalMs: 1, strategy: '' },
});
const chatOf = (...messages: readonly Message[]): Chat => messages.reduce(withMessage, newChat('c', 0));
const shown = (chat: Chat) => shownMessages(chat).map(({ id }) => id);

describe('a conversation', () => {
  // Asked (q1), answered twice (a1, a2); q2 followed a1, and was written anew as q3.
  const branched = chatOf(
    user('q1', null),
    answer('a1', 'q1'),
    user('q2', 'a1'),
    answer('b1', 'q2'),
    user('q3', 'a1'),
    answer('b2', 'q3'),
    answer('a2', 'q1'),
  );

  it('keeps what followed an edited message as a branch, and shows one branch', () => {
    assert.deepEqual(shown(branched), ['q1', 'a2']);
    assert.deepEqual(versionOf(branched, 'a2'), { shown: 2, of: 2 });
    const first = showVersion(branched, 'a2', -1);
    assert.deepEqual(shown(first), ['q1', 'a1', 'q3', 'b2']);
    assert.deepEqual(shown(showVersion(first, 'q3', -1)), ['q1', 'a1', 'q2', 'b1']);
    assert.deepEqual(shown(showVersion(branched, 'a2', 1)), ['q1', 'a2'], 'there is no later one');
  });

  it('deletes a message with all that followed, shows another version, and keeps what it has cost', () => {
    const without = withoutMessage(showVersion(branched, 'a2', -1), 'a1');
    assert.deepEqual(shown(without), ['q1', 'a2']);
    assert.equal(without.messages.length, 2);
    assert.equal(receipts(without).length, receipts(branched).length);
    assert.deepEqual(shown(withoutMessage(without, 'q1')), []);
  });

  it('marks as interrupted what streamed when VS Code ended', () => {
    const streaming = chatOf(user('q', null), { ...answer('a', 'q'), state: { kind: 'streaming' } } as Message);
    const [, restored] = afterRestart(streaming).messages;
    assert.deepEqual(restored?.kind === 'answer' && restored.state, { kind: 'partial', why: 'interrupted' });
  });

  const titles = [
    ['Why does   this\nfail?', 'Why does this fail?'],
    ['/fix the total', 'Fix: the total'],
    ['```ts\nconst a = 1;\n```', 'Code'],
    [
      'Explain. And then go on with many more words than a title can hold, really.',
      'Explain. And then go on with many more words than a title…',
    ],
  ] as const;
  for (const [message, title] of titles) {
    it(`is called “${title}” after its first message`, () => {
      assert.equal(titleOf(message), title);
      assert.equal(chatOf(user('q', null, message), user('later', 'q', 'no')).title, title);
    });
  }
});
