import assert from 'node:assert/strict';
import { Calibration } from '../../../../src/core/context/tokens/calibration.ts';
import type { Chunk } from '../../../../src/core/provider/chunk.ts';
import { QuirksMemory } from '../../../../src/core/provider/quirks.ts';
import type { Message } from '../../../../src/core/provider/request.ts';
import { fitWindow } from '../../../../src/core/reliability/contextWindow.ts';
import { systemClock } from '../../../../src/vscode/systemClock.ts';
import type { SeenRequest } from '../../../fakes/fakeProvider.ts';
import { answer, failure } from '../../../fakes/reply.ts';
import { pipelineTo } from '../../../support/pipelines.ts';
import { collect, requestTo, targetAt, textOf, withFakeProvider } from '../../../support/requests.ts';

const never = new AbortController().signal;
/** As the pipeline of the tests counts. */
const countTokens = (text: string) => Math.ceil(text.length / 4);
const turns = (count: number): Message[] => [
  { role: 'system', content: 'You write code.' },
  ...Array.from({ length: count }, (_, turn): Message => ({
    role: turn % 2 === 0 ? 'user' : 'assistant',
    content: `${turn} ${'x'.repeat(398)}`,
  })),
];
const sizeOf = (messages: readonly Message[]) =>
  messages.reduce((sum, { content }) => sum + countTokens(content) + 4, 0);
const sentBy = ({ body }: SeenRequest) => body['messages'] as Message[];
const noticesOf = (chunks: readonly Chunk[]) =>
  chunks.flatMap((chunk) => (chunk.kind === 'notice' && chunk.notice.kind === 'trimmed' ? [chunk.notice] : []));

describe('fitWindow', () => {
  it('leaves out the oldest turns of what does not fit beside the answer, and says so', async () => {
    const quirks = new QuirksMemory({}, () => undefined, systemClock);
    const messages = turns(21);
    const sent: (readonly Message[])[] = [];
    // oxlint-disable-next-line typescript/require-await -- a pipe's answer is asynchronous
    const pipe = fitWindow({ quirks, countTokens, experience: new Calibration() })(async function* next({ prompt }) {
      sent.push(prompt.kind === 'chat' ? prompt.messages : []);
      yield { kind: 'end', finish: { kind: 'complete' } };
    });
    const target = targetAt('http://127.0.0.1/v1', { windowTokens: 1_000 });
    const prompt = { kind: 'chat', messages } as const;
    const chunks = await collect(pipe(requestTo(target, { prompt, promptTokens: sizeOf(messages) }), never));
    assert.equal(noticesOf(chunks).length, 1);
    const [fitted = []] = sent;
    // 1,000 tokens, less 100 for the answer and 8 % for a count that may be off.
    assert.ok(sizeOf(fitted) <= 900 / 1.08, `${sizeOf(fitted)}`);
    assert.ok(sizeOf(fitted) > 600, `${sizeOf(fitted)}`);
    assert.equal(fitted[0]?.role, 'system');
    assert.equal(fitted[1]?.role, 'user');
    assert.equal(fitted.at(-1), messages.at(-1));
  });
});

describe('a prompt that the provider finds too long', () => {
  const provider = withFakeProvider();
  const rejections: Record<string, string> = {
    OpenAI:
      "This model's maximum context length is 1000 tokens. However, your messages resulted in 2200 tokens. Please reduce the length of the messages.",
    Anthropic: 'prompt is too long: 2200 tokens > 1000 maximum',
    'llama.cpp': 'the request exceeds the available context size (1000 tokens), try increasing it',
    'no figures at all': 'too many tokens',
  };
  const ask = (pipe: ReturnType<typeof pipelineTo>['pipe'], messages: readonly Message[]) => {
    const prompt = { kind: 'chat', messages } as const;
    const target = targetAt(provider.current.baseUrl);
    return collect(pipe(requestTo(target, { prompt, promptTokens: sizeOf(messages) }), never));
  };

  for (const [name, message] of Object.entries(rejections)) {
    it(`is trimmed and sent once more: ${name}`, async () => {
      const { pipe, quirks } = pipelineTo(systemClock);
      provider.current.reply(failure(400, { message, code: 'context_length_exceeded' }), answer('ok'));
      const chunks = await ask(pipe, turns(21));
      assert.equal(textOf(chunks), 'ok');
      assert.equal(noticesOf(chunks).length, 1);
      const [before, after] = provider.current.requests.map(sentBy);
      assert.ok(before && after);
      assert.ok(sizeOf(after) < sizeOf(before));
      assert.equal(after.at(-1)?.content, before.at(-1)?.content);
      const named = message.includes('1000') ? 1_000 : undefined;
      assert.equal(quirks.of(targetAt(provider.current.baseUrl)).windowTokens, named);
      if (named !== undefined) assert.ok(sizeOf(after) <= 900, `${sizeOf(after)}`);
    });
  }

  it('fits at once the next time: the window is remembered', async () => {
    const { pipe } = pipelineTo(systemClock);
    provider.current.reply(failure(400, { message: rejections['OpenAI'] ?? '' }));
    await ask(pipe, turns(21));
    await ask(pipe, turns(23));
    assert.equal(provider.current.requests.length, 3);
  });

  it('is not sent a third time', async () => {
    const { pipe } = pipelineTo(systemClock);
    provider.current.when(() => failure(400, { message: 'too many tokens' }));
    await assert.rejects(ask(pipe, turns(21)), { kind: 'contextTooLong' });
    assert.equal(provider.current.requests.length, 2);
  });
});
