// What the whole pipe adds to the `openai` package called directly: `node bench/pipe.ts`. Both in turn, in one run.
import { OpenAI } from 'openai';
import { systemClock } from '../src/vscode/systemClock.ts';
import { startInChildProcess } from '../test/fakes/childProcess.ts';
import { pipelineTo } from '../test/support/pipelines.ts';
import { requestTo, targetAt } from '../test/support/requests.ts';

const longAnswer = 5_000;
const rounds = 31;
const warmUps = 5;
const neverAborted = new AbortController().signal;

const provider = await startInChildProcess(new URL('support/pipeProvider.ts', import.meta.url));
const client = new OpenAI({ apiKey: 'key', baseURL: provider.baseUrl, maxRetries: 0 });
const { pipe } = pipelineTo(systemClock);
const target = targetAt(provider.baseUrl);

async function direct(chunks: number): Promise<number> {
  const stream = await client.chat.completions.create(
    { model: 'fake', stream: true, messages: [{ role: 'user', content: prompt(chunks) }] },
    { signal: neverAborted },
  );
  let count = 0;
  for await (const event of stream) if (event.choices[0]?.delta.content) count++;
  return count;
}

async function throughThePipe(chunks: number): Promise<number> {
  const messages = [{ role: 'user', content: prompt(chunks) }] as const;
  let count = 0;
  for await (const chunk of pipe(requestTo(target, { prompt: { kind: 'chat', messages } }), neverAborted))
    if (chunk.kind === 'text') count++;
  return count;
}

let prompts = 0;
/** Each differs, so that none is answered from the cache. */
const prompt = (chunks: number) => `chunks ${chunks}, number ${++prompts}`;

const figure = (value: number) => value.toFixed(2);
const short = await compare(1, 8);
const long = await compare(longAnswer, 1);
const perChunk = (ms: number, base: number) => ((ms - base) * 1000) / longAnswer;
console.table({
  'a request, ms': row(short.direct, short.piped, '≤ 1'),
  'a chunk, µs': row(perChunk(long.direct, short.direct), perChunk(long.piped, short.piped), '≤ 20'),
});
await provider.stop();

function row(directly: number, piped: number, goal: string): Record<string, string> {
  return {
    'openai directly': figure(directly),
    'through the pipe': figure(piped),
    ratio: figure(piped / directly),
    added: figure(piped - directly),
    'to reach': goal,
  };
}

/** Medians of both, in turn. @param repeats requests one after the other that make one measurement */
async function compare(chunks: number, repeats: number): Promise<{ direct: number; piped: number }> {
  const times = { direct: [] as number[], piped: [] as number[] };
  for (let round = 0; round < rounds + warmUps; round++) {
    for (const [name, ask] of [
      ['direct', direct],
      ['piped', throughThePipe],
    ] as const) {
      const startMs = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) {
        if ((await ask(chunks)) !== chunks) throw new Error(`${name}: not all chunks came`);
      }
      if (round >= warmUps) times[name].push((performance.now() - startMs) / repeats);
    }
  }
  return { direct: median(times.direct), piped: median(times.piped) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
