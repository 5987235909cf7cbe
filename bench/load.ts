// 1,000 requests thrown at the pipe at once, and how fast a cancelled one is gone: `node --expose-gc bench/load.ts`.
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../src/vscode/systemClock.ts';
import { startInChildProcess, type RemoteProvider } from '../test/fakes/childProcess.ts';
import { startFakeProvider } from '../test/fakes/fakeProvider.ts';
import { pipelineTo } from '../test/support/pipelines.ts';
import { requestTo, targetAt } from '../test/support/requests.ts';

const requests = 1_000;
/** So many that a thousand are through before any has waited half a minute. */
const limits = { requestsPerSecond: 100, burst: 10, maxConcurrent: 10 };
const neverAborted = new AbortController().signal;

const provider = await startInChildProcess(new URL('support/loadProvider.ts', import.meta.url));
await load(provider, 'warm up', 300);
const rows = {
  'answers in 50 ms': await load(provider, 'answer all', requests),
  'and refuses a third with 429': await load(provider, 'refuse a third', requests),
};
await provider.stop();
console.table(rows);
console.table(await cancellations());

async function load(remote: RemoteProvider, prompt: string, count: number) {
  const before = heapMegabytes();
  const figures = await thrown(remote, prompt, count);
  return { ...figures, 'heap grown, MB': (heapMegabytes() - before).toFixed(1) };
}

async function thrown(remote: RemoteProvider, prompt: string, count: number) {
  await remote.reset();
  const { pipe, ledger, queue } = pipelineTo(systemClock, { limits });
  const target = targetAt(remote.baseUrl);
  const outcomes: string[] = [];
  const ask = async (number: number) => {
    const messages = [{ role: 'user', content: `${prompt}, number ${number}` }] as const;
    try {
      for await (const chunk of pipe(requestTo(target, { prompt: { kind: 'chat', messages } }), neverAborted))
        if (chunk.kind === 'end') outcomes.push(chunk.finish.kind);
    } catch (error) {
      outcomes.push(String(error));
    }
  };
  await Promise.all(Array.from({ length: count }, (_, number) => ask(number)));
  const { arrivals, mostInFlight } = await remote.figures();
  const billed = new Set(arrivals.map(({ prompt: text }) => text)).size;
  const booked = ledger.length;
  ledger.length = 0;
  return {
    asked: count,
    answered: outcomes.filter((outcome) => outcome === 'complete').length,
    'told why not': outcomes.filter((outcome) => outcome !== 'complete').length,
    lost: count - outcomes.length,
    'booked twice or never': Math.abs(booked - count),
    'different prompts seen': billed,
    'requests sent': arrivals.length,
    'most in flight (≤ 10)': mostInFlight,
    'per second (≤ 100 + 2 %)': rateOf(arrivals.map(({ atMs }) => atMs)).toFixed(1),
    'left in the queue': queue.inFlight + queue.length,
  };
}

/** Behind the burst. */
function rateOf(arrivals: readonly number[]): number {
  const steady = arrivals.slice(limits.burst);
  const spanMs = (steady.at(-1) ?? 0) - (steady[0] ?? 0);
  return (steady.length - 1) / (spanMs / 1000);
}

function heapMegabytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** From the abort to the rejection, and to the provider's seeing its connection closed. */
async function cancellations() {
  const rounds = 51;
  const near = await startFakeProvider();
  near.when(() => ({ kind: 'hang' }));
  const { pipe, queue } = pipelineTo(systemClock);
  const rejected: number[] = [];
  const closed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const abort = new AbortController();
    const reading = (async () => {
      for await (const _ of pipe(requestTo(targetAt(near.baseUrl), { temperature: round / 100 }), abort.signal));
    })();
    const over = reading.catch(() => performance.now());
    await near.received(round + 1);
    await delay(5);
    const startMs = performance.now();
    abort.abort(new Error('enough'));
    rejected.push(((await over) ?? Number.NaN) - startMs);
    await near.requests[round]?.isClosedEarly;
    closed.push(performance.now() - startMs);
  }
  const left = queue.inFlight;
  await near.close();
  return {
    'abort → rejected, ms': row(rejected),
    'abort → connection closed, ms': row(closed),
    'places held': { median: `${left}` },
  };
}

function row(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(2);
  return { median: at(0.5), p95: at(0.95), worst: at(1), 'to reach': '≤ 50' };
}
