import assert from 'node:assert/strict';
import type { Chat } from '../../../../src/core/chat/chat.ts';
import { newChat, shownMessages } from '../../../../src/core/chat/conversation.ts';
import { ChatThread } from '../../../../src/core/chat/thread.ts';
import { ParlanceError } from '../../../../src/core/errors.ts';
import type { Chunk } from '../../../../src/core/provider/chunk.ts';
import type { Pipe } from '../../../../src/core/provider/pipe.ts';
import { FakeClock, settle } from '../../../support/fakeClock.ts';
import { requestTo, targetAt } from '../../../support/requests.ts';

const target = targetAt('http://127.0.0.1:1/v1');

/** A thread over a pipe that says what it is told, chunk by chunk. */
function threadWith(pipe: Pipe) {
  const clock = new FakeClock();
  const saved: Chat[] = [];
  let id = 0;
  const thread = new ChatThread(newChat('c', 0), {
    clock,
    pipe,
    newId: () => `m${++id}`,
    count: (text) => text.length,
    prepare: () =>
      Promise.resolve({
        kind: 'ready',
        leftOut: 0,
        prepared: { request: requestTo(target), restore: (text) => text },
      }),
    save: (chat) => saved.push(chat),
  });
  return { thread, saved, clock };
}

const says = (...chunks: readonly Chunk[]): Pipe =>
  async function* said() {
    await settle();
    yield* chunks;
  };
const end: Chunk = { kind: 'end', finish: { kind: 'complete' } };
const turn = { text: 'hello', attachments: [] };
const shown = (thread: ChatThread) => shownMessages(thread.chat).map(({ text }) => text);

describe('ChatThread', () => {
  it('streams an answer and saves what came, the question first', async () => {
    const { thread, saved } = threadWith(says({ kind: 'text', text: 'a' }, { kind: 'text', text: 'b' }, end));
    const grown: string[] = [];
    thread.onChange((change) => change.kind === 'grown' && grown.push(change.text));
    await thread.send(turn);
    assert.deepEqual(shown(thread), ['hello', 'ab']);
    assert.deepEqual(grown, ['a', 'b']);
    assert.deepEqual(
      saved[0]?.messages.map(({ text }) => text),
      ['hello', ''],
    );
    assert.deepEqual(
      saved.at(-1)?.messages.map(({ text }) => text),
      ['hello', 'ab'],
    );
  });

  it('keeps what had come when it is stopped', async () => {
    const { thread } = threadWith(async function* stuck(_request, signal) {
      yield { kind: 'text', text: 'half' };
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const sending = thread.send(turn);
    await settle();
    assert.equal(thread.isBusy, true);
    thread.stop();
    await sending;
    const answer = thread.chat.messages.at(-1);
    assert.equal(answer?.text, 'half');
    assert.deepEqual(answer?.kind === 'answer' && answer.state, { kind: 'partial', why: 'stopped' });
  });

  it('says what failed, with what to do, and goes on after it', async () => {
    let isDown = true;
    const { thread } = threadWith(async function* failing() {
      await settle();
      if (isDown) throw new ParlanceError('keyRejected', 'No.');
      yield* [{ kind: 'text', text: 'fine' } as const, end];
    });
    await thread.send(turn);
    const failed = thread.chat.messages.at(-1);
    assert(failed?.kind === 'answer' && failed.state.kind === 'failed');
    assert.deepEqual(failed.state.actions[0], 'setApiKey');
    isDown = false;
    await thread.regenerate(failed.id);
    assert.deepEqual(shown(thread), ['hello', 'fine']);
  });

  it('branches when an earlier message is sent in other words', async () => {
    const { thread } = threadWith(says({ kind: 'text', text: 'x' }, end));
    await thread.send(turn);
    await thread.send({ ...turn, text: 'more' });
    await thread.resend('m1', { ...turn, text: 'other' });
    assert.deepEqual(shown(thread), ['other', 'x']);
    assert.equal(thread.chat.messages.length, 6);
  });
});
