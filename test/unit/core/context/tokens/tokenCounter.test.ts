import assert from 'node:assert/strict';
import { silentLog } from '../../../../../src/core/base/log.ts';
import { TokenCounter } from '../../../../../src/core/context/tokens/tokenCounter.ts';
import type { TokenizerListener, TokenizerRequest } from '../../../../../src/core/context/tokens/tokenizerPort.ts';
import { settle } from '../../../../support/fakeClock.ts';

/** A tokenizer that answers when told to: 1,000 tokens for every piece, so that its answers are plain to see. */
class ScriptedTokenizer {
  readonly requests: TokenizerRequest[] = [];
  #listener: TokenizerListener | undefined;

  connect = (listener: TokenizerListener) => {
    this.#listener = listener;
    return { send: (request: TokenizerRequest) => void this.requests.push(request), dispose: () => undefined };
  };

  answer(): void {
    for (const { id, pieces } of this.requests.splice(0)) {
      this.#listener!.onAnswer({ id, counts: pieces.map(() => 1_000) });
    }
  }

  fail(): void {
    this.#listener!.onFailure(new Error('out of memory'));
  }
}

function counting() {
  const tokenizer = new ScriptedTokenizer();
  return { tokenizer, counter: new TokenCounter(tokenizer.connect, silentLog) };
}

describe('TokenCounter', () => {
  it('estimates at first and is exact once the tokenizer has answered', async () => {
    const { tokenizer, counter } = counting();
    const estimate = counter.countNow('const a = 1;\nreturn a;\n');
    assert.ok(estimate > 4 && estimate < 20, `${estimate}`);
    await settle();
    tokenizer.answer();
    assert.equal(counter.countNow('const a = 1;\nreturn a;\n'), 2_000);
  });

  it('asks for all lines of a run of the event loop at once, and for each but once', async () => {
    const { tokenizer, counter } = counting();
    counter.countNow('one\ntwo\n');
    counter.countNow('two\nthree\n');
    await settle();
    counter.countNow('one\nfour\n');
    await settle();
    assert.deepEqual(
      tokenizer.requests.map(({ pieces }) => pieces),
      [['one\n', 'two\n', 'three\n'], ['four\n']],
    );
  });

  it('counts an edited file by asking for the edited line alone', async () => {
    const { tokenizer, counter } = counting();
    const first = counter.count('one\ntwo\nthree\n');
    tokenizer.answer();
    assert.equal(await first, 3_000);
    const second = counter.count('one\n2\nthree\n');
    assert.deepEqual(tokenizer.requests[0]?.pieces, ['2\n']);
    tokenizer.answer();
    assert.equal(await second, 3_000);
  });

  it('takes blank lines for nothing', async () => {
    const { tokenizer, counter } = counting();
    const count = counter.count('one\n\n\r\n\n');
    tokenizer.answer();
    assert.equal(await count, 1_000);
  });

  it('does not start the tokenizer before the first count', () => {
    let isStarted = false;
    const counter = new TokenCounter(() => {
      isStarted = true;
      return { send: () => undefined, dispose: () => undefined };
    }, silentLog);
    counter.countNow('');
    assert.equal(isStarted, false);
  });

  it('is ready once the tokenizer has answered for the first time', async () => {
    const { tokenizer, counter } = counting();
    const warm = counter.warmUp();
    assert.equal(counter.isReady, false);
    tokenizer.answer();
    await warm;
    assert.equal(counter.isReady, true);
  });

  it('goes on with estimates when the tokenizer fails', async () => {
    const { tokenizer, counter } = counting();
    const waiting = counter.count('const a = 1;\n');
    tokenizer.fail();
    const estimate = counter.countNow('const a = 1;\n');
    assert.equal(await waiting, estimate);
    assert.equal(await counter.count('const a = 1;\n'), estimate);
    assert.equal(tokenizer.requests.length, 1, 'nothing is sent to a dead tokenizer');
  });

  it('answers who still waits when it is disposed of', async () => {
    const { counter } = counting();
    const waiting = counter.count('const a = 1;\n');
    counter.dispose();
    assert.ok((await waiting) > 0);
  });
});
