import assert from 'node:assert/strict';
import type { Log } from '../../../../src/core/base/log.ts';
import { ParlanceError } from '../../../../src/core/errors.ts';
import type { Chunk, Receipt } from '../../../../src/core/provider/chunk.ts';
import type { Pipe } from '../../../../src/core/provider/pipe.ts';
import { Breakers } from '../../../../src/core/reliability/breaker.ts';
import { HealthBook } from '../../../../src/core/reliability/healthBook.ts';
import { observe, type RequestObserver } from '../../../../src/core/reliability/observe.ts';
import { RequestQueue } from '../../../../src/core/reliability/queue.ts';
import { requestLog } from '../../../../src/core/reliability/requestLog.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { requestTo, targetAt } from '../../../support/requests.ts';

const target = targetAt('http://127.0.0.1:1234/v1');
const overloaded = new ParlanceError('server', 'The provider answered with status 503.', {
  status: 503,
  providerSays: 'your prompt about swordfish was refused',
});
const receipt = (servedBy: Receipt['servedBy']): Receipt => ({
  requestId: 'r1',
  target,
  servedBy,
  usage: {
    inputTokens: 1_200,
    cachedInputTokens: 1_000,
    cacheWriteTokens: 0,
    outputTokens: 34,
    reasoningTokens: 0,
    origin: 'reported',
  },
  cost: { kind: 'known', usd: 0.000_123, isEstimate: false },
  totalMs: 500,
});
const answered = (servedBy: Receipt['servedBy'] = 'network'): readonly Chunk[] => [
  { kind: 'notice', notice: { kind: 'sent', attempt: 1 } },
  { kind: 'text', text: 'the password is swordfish' },
  { kind: 'end', finish: { kind: 'complete' }, receipt: receipt(servedBy) },
];
const retried: readonly Chunk[] = [
  {
    kind: 'notice',
    notice: { kind: 'retrying', attempt: 2, waitMs: 1_500, error: new ParlanceError('rateLimited', 'Slow down.') },
  },
  ...answered(),
];

/** Sends requests that become what the scripts say; each chunk takes 100 ms. */
function watched(observers: (clock: FakeClock) => readonly RequestObserver[]) {
  const clock = new FakeClock();
  const policy = observe(observers(clock), clock);
  let number = 0;
  const send = async (script: readonly Chunk[], error?: ParlanceError, signal = new AbortController().signal) => {
    const next: Pipe = async function* scripted() {
      for (const chunk of script) {
        await clock.sleep(100, signal);
        yield chunk;
      }
      signal.throwIfAborted();
      if (error) throw error;
    };
    const prompt = { kind: 'chat', messages: [{ role: 'user', content: 'the password is swordfish' }] } as const;
    const request = requestTo(target, { id: `r${++number}`, prompt });
    const over = (async () => {
      for await (const _ of policy(next)(request, signal));
    })();
    over.catch(() => undefined);
    await clock.advance(script.length * 100);
    await over.catch(() => undefined);
  };
  return { clock, send };
}

function opened() {
  let book: HealthBook | undefined;
  const { send } = watched((clock) => {
    const queue = new RequestQueue({ requestsPerSecond: 5, burst: 10, maxConcurrent: 10 }, clock);
    return [(book = new HealthBook({ clock, queue, breakers: new Breakers(clock, () => undefined) }))];
  });
  return { send, report: () => book!.report() };
}

describe('HealthBook', () => {
  it('counts what becomes of requests, by kind', async () => {
    const { send, report } = opened();
    const gone = AbortSignal.abort(new Error('enough'));
    await send(answered());
    await send(retried);
    await send(answered('cache'));
    await send([], overloaded);
    await send([], new ParlanceError('rateLimited', 'Slow down.'));
    await send([{ kind: 'end', finish: { kind: 'failed', error: overloaded } }]);
    await send([{ kind: 'end', finish: { kind: 'truncated', by: 'length' } }]);
    await send([], undefined, gone);
    const [endpoint] = report().endpoints;
    assert.deepEqual(endpoint?.models[0]?.counters, {
      total: 8,
      successful: 4,
      cancelled: 1,
      cacheHits: 1,
      retries: 1,
      rateLimited: 2,
      failed: { server: 2, rateLimited: 1 },
    });
  });

  it('knows how long the first token and the whole answer take, of what the network brought', async () => {
    const { send, report } = opened();
    assert.deepEqual(report().endpoints, []);
    await send(answered());
    await send(answered('cache'));
    const [health] = report().endpoints[0]?.models ?? [];
    assert.deepEqual(health?.firstToken, { p50: 200, p95: 200 });
    assert.deepEqual(health?.whole, { p50: 300, p95: 300 });
    assert.equal(health?.latest.length, 1);
  });

  it('keeps the latest hundred requests', async () => {
    const { send, report } = opened();
    for (let sent = 0; sent < 103; sent++) await send([], overloaded);
    const [health] = report().endpoints[0]?.models ?? [];
    assert.equal(health?.latest.length, 100);
    assert.equal(health?.counters.total, 103);
  });
});

async function logged(isTracing: boolean) {
  const lines: string[] = [];
  const line = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  const log: Log = {
    trace: (write) => (isTracing ? lines.push(`trace ${write()}`) : undefined),
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
  };
  const { send } = watched(() => [requestLog(log)]);
  await send(retried);
  await send([], overloaded);
  return lines;
}

describe('requestLog', () => {
  it('has the request’s id on every line, and neither prompt nor answer nor the provider’s words', async () => {
    const lines = await logged(false);
    assert.deepEqual(lines, [
      'debug r1 waits 1.50 s before attempt 2: rateLimited Slow down.',
      'debug r1 is sent, attempt 1',
      'info r1 generate deepseek-v3.2 at 127.0.0.1:1234: complete, 0.40 s (first token 0.30 s), 1 retries, 1200 tokens in (1000 cached), 34 out, $0.000123',
      'warn r2 generate deepseek-v3.2 at 127.0.0.1:1234: server, 0.00 s (503) The provider answered with status 503.',
    ]);
    assert.doesNotMatch(lines.join('\n'), /swordfish/);
  });

  it('has the prompt where the user has turned tracing on', async () => {
    const lines = await logged(true);
    assert.match(lines[0] ?? '', /^trace r1 prompt, as sent: .*swordfish/);
  });
});
