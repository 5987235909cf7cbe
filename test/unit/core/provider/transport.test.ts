import assert from 'node:assert/strict';
import { answer, chatChunk, done, failure, html, stream, type Behaviour } from '../../../fakes/reply.ts';
import {
  collect,
  endOf,
  requestTo,
  targetAt,
  textOf,
  transportWith,
  withFakeProvider,
} from '../../../support/requests.ts';

const signal = new AbortController().signal;
const content = (text: string) => chatChunk({ content: text });

describe('transport', () => {
  const provider = withFakeProvider();
  const ask = (reply: Behaviour, send = transportWith(), abort: AbortSignal = signal) => {
    provider.current.reply(reply);
    return collect(send(requestTo(targetAt(provider.current.baseUrl)), abort));
  };

  describe('stream forms', () => {
    const forms: Record<string, Behaviour> = {
      'a plain answer': answer('héllo wörld'),
      'cut into single bytes': answer('héllo wörld', { packets: { bytes: 1 } }),
      'no [DONE]': answer('héllo wörld', { isDoneMissing: true }),
      '[DONE] twice': stream([content('héllo wörld'), chatChunk({}, 'stop'), done, done]),
      'comments as keep-alive': stream([
        { raw: ': PROCESSING\n\n' },
        content('héllo '),
        { raw: ': x\n\n' },
        content('wörld'),
        chatChunk({}, 'stop'),
        done,
      ]),
      CRLF: stream([
        {
          raw: 'data: {"choices":[{"delta":{"content":"héllo wörld"},"finish_reason":"stop"}]}\r\n\r\ndata: [DONE]\r\n\r\n',
        },
      ]),
      'several data lines in one event': stream([
        { raw: 'data: {"choices":[{"delta":\ndata: {"content":"héllo wörld"},"finish_reason":"stop"}]}\n\n' },
        done,
      ]),
      'only a role first, null and absent content, empty choices': stream([
        chatChunk({ role: 'assistant' }),
        chatChunk({ content: null }),
        chatChunk({}),
        { data: { choices: [] } },
        content('héllo wörld'),
        chatChunk({}, 'stop'),
        done,
      ]),
      'reasoning_content apart': answer('héllo wörld', { reasoning: 'let me think' }),
      'a think block in the content': answer('<think>hm\nhm</think>\n\nhéllo wörld', { chunkLength: 3 }),
      'a whole answer as JSON': {
        kind: 'body',
        head: { headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ choices: [{ message: { content: 'héllo wörld' }, finish_reason: 'stop' }] }),
      },
      'a reset after the finish reason': stream([content('héllo wörld'), chatChunk({}, 'stop'), { reset: true }]),
    };
    for (const [name, reply] of Object.entries(forms)) {
      it(name, async () => {
        const chunks = await ask(reply);
        assert.equal(textOf(chunks), 'héllo wörld');
        assert.deepEqual(endOf(chunks)?.finish, { kind: 'complete' });
      });
    }
  });

  describe('failures', () => {
    const failures: Record<string, readonly [Behaviour, string]> = {
      'a refused key': [failure(401, { message: 'Incorrect API key' }), 'keyRejected'],
      'no balance': [failure(402, { message: 'Insufficient Balance' }), 'balanceUsedUp'],
      'a spent quota as 429': [failure(429, { code: 'insufficient_quota' }), 'balanceUsedUp'],
      'too many requests': [failure(429, { message: 'slow down' }), 'rateLimited'],
      'a forbidden model': [failure(403, { message: 'no' }), 'forbidden'],
      'an unknown model': [failure(404, { message: 'The model does not exist' }), 'notFound'],
      'a prompt too long': [
        failure(400, {
          code: 'context_length_exceeded',
          message: "This model's maximum context length is 4096 tokens.",
        }),
        'contextTooLong',
      ],
      'a proxy in the way': [html(200), 'foreignAnswer'],
      'a firewall in the way': [html(403), 'foreignAnswer'],
      'an overloaded server': [failure(503, { message: 'overloaded' }), 'server'],
      'a connection closed before the answer': [{ kind: 'reset' }, 'network'],
      'an empty stream': [stream([]), 'malformed'],
      'broken JSON': [stream([{ raw: 'data: {"choices":[{\n\n' }]), 'malformed'],
      'an error event after 200': [stream([{ data: { error: { message: 'upstream failed' } } }]), 'server'],
      'a cut before the first text': [stream([chatChunk({ role: 'assistant' })]), 'network'],
    };
    for (const [name, [reply, kind]] of Object.entries(failures)) {
      it(`${name}: ${kind}`, () => assert.rejects(ask(reply), { name: 'ParlanceError', kind }));
    }

    it('nobody at a loopback address: localServerDown', async () => {
      const request = requestTo(targetAt(provider.current.baseUrl));
      await provider.current.close();
      await assert.rejects(collect(transportWith()(request, signal)), { kind: 'localServerDown' });
    });

    for (const [name, last, kind] of [
      ['a cut', [], 'network'],
      ['a reset', [{ reset: true }], 'network'],
      ['an error event', [{ data: { error: { message: 'boom' } } }], 'server'],
    ] as const) {
      it(`${name} after text keeps the text and says so`, async () => {
        const chunks = await ask(stream([chatChunk({ content: 'half' }), ...last]));
        assert.equal(textOf(chunks), 'half');
        const finish = endOf(chunks)?.finish;
        assert.equal(finish?.kind === 'failed' && finish.error.kind, kind);
      });
    }
  });

  it('reads what the provider reports, in whichever chunk', async () => {
    for (const usageAt of ['lastChunk', 'lastContentChunk', 'everyChunk'] as const) {
      for (const usage of ['openai', 'deepseek', 'anthropic'] as const) {
        const chunks = await ask(answer('12345678', { usage, usageAt }));
        assert.deepEqual(endOf(chunks)?.usage, {
          inputTokens: 3,
          cachedInputTokens: 0,
          cacheWriteTokens: 0,
          outputTokens: 2,
          reasoningTokens: 0,
          origin: 'reported',
        });
      }
    }
  });

  it('mends a refused parameter once and remembers', async () => {
    const send = transportWith();
    provider.current.when(({ body }) =>
      'max_tokens' in body
        ? failure(400, {
            param: 'max_tokens',
            message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
          })
        : answer('ok'),
    );
    const request = () => collect(send(requestTo(targetAt(provider.current.baseUrl)), signal));
    assert.equal(textOf(await request()), 'ok');
    assert.equal(textOf(await request()), 'ok');
    assert.deepEqual(
      provider.current.requests.map(({ body }) => Object.keys(body).find((name) => name.startsWith('max'))),
      ['max_tokens', 'max_completion_tokens', 'max_completion_tokens'],
    );
  });

  it('throws the reason of an abort and closes the connection', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    provider.current.reply(answer('a long answer that goes on and on', { betweenMs: 5 }));
    const reading = (async () => {
      for await (const chunk of transportWith()(requestTo(targetAt(provider.current.baseUrl)), abort.signal)) {
        if (chunk.kind === 'text') abort.abort(reason);
      }
    })();
    await assert.rejects(reading, reason);
    assert.equal(await provider.current.requests[0]?.isClosedEarly, true);
  });

  describe('with the keys of other vendors in the environment', () => {
    const others = {
      OPENAI_API_KEY: 'sk-other',
      OPENAI_ADMIN_KEY: 'sk-admin',
      OPENAI_ORG_ID: 'org-other',
      OPENAI_PROJECT_ID: 'proj-other',
      OPENAI_BASE_URL: 'https://api.openai.com/v1',
      OPENAI_CUSTOM_HEADERS: 'X-Secret: leaked',
      OPENAI_WEBHOOK_SECRET: 'whsec',
      OPENAI_LOG: 'debug',
    };
    const before = { ...process.env };
    before['OPENAI_API_KEY'] ??= undefined;
    beforeEach(() => void Object.assign(process.env, others));
    afterEach(() => {
      for (const name of Object.keys(others)) delete process.env[name];
      Object.assign(process.env, Object.fromEntries(Object.entries(before).filter(([, value]) => value !== undefined)));
    });

    for (const [name, key, isKeyless] of [
      ['the right key', 'test-key', false],
      ['none to a keyless server', undefined, true],
    ] as const) {
      it(`sends ${name} and the allowed headers only`, async () => {
        const target = targetAt(provider.current.baseUrl);
        const keyless = { ...target, endpoint: { ...target.endpoint, isKeyless } };
        const send = transportWith({ keyFor: () => Promise.resolve(key) });
        assert.equal(textOf(await collect(send(requestTo(keyless), signal))), 'ok');
        const { headers } = provider.current.requests[0]!;
        assert.equal(headers.authorization, key && `Bearer ${key}`);
        assert.equal(headers['user-agent'], 'Parlance/test');
        // What fetch and HTTP themselves add, and what is allowed.
        const known = [
          'host',
          'connection',
          'accept',
          'accept-language',
          'sec-fetch-mode',
          'accept-encoding',
          'content-length',
          'content-type',
          'user-agent',
          'authorization',
        ];
        assert.deepEqual(
          Object.keys(headers).filter((header) => !known.includes(header)),
          [],
        );
        assert.doesNotMatch(JSON.stringify(headers), /other|leaked|admin/);
      });
    }

    it('sends nothing without a key', async () => {
      const send = transportWith({ keyFor: () => Promise.resolve(undefined) });
      await assert.rejects(collect(send(requestTo(targetAt(provider.current.baseUrl)), signal)), {
        kind: 'keyMissing',
      });
      assert.equal(provider.current.requests.length, 0);
    });
  });
});
