// What ghost text costs for what is accepted: `npm run bench:replay`. Typed sessions from files of six languages and
// three typists, against a provider that knows the final file and prices its prompt cache, in simulated time.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { EngineParts } from '../src/core/completion/engine.ts';
import { CompletionEngine } from '../src/core/completion/engine.ts';
import { FileIndex } from '../src/core/context/similar/fileIndex.ts';
import { targetAt } from '../test/support/requests.ts';
import { installedGrammars } from '../test/support/grammars.ts';
import { plain, withoutReuse } from './replayBaseline.ts';
import { ReplayClock } from './replayClock.ts';
import { ReplayProvider, type Bill } from './replayProvider.ts';
import { replayFiles, seeded, typists, writingsOf, type SourceFile, type Typist } from './replaySessions.ts';
import { Simulation, type Contestant, type Tally } from './replaySimulation.ts';

/** Seeds that the engine's figures were chosen with, and seeds that were kept back. */
const seeds = { tuned: [1, 2], heldBack: [101, 102] };
const target = targetAt('http://provider.test/v1');
const { price } = target.model;
const files = replayFiles();
const grammars = installedGrammars();
for (const { languageId } of files) await grammars.load(languageId);

const contestants: Readonly<Record<string, (parts: EngineParts) => Contestant>> = {
  Parlance: (parts) => {
    const engine = new CompletionEngine(parts);
    return { provide: (call, signal) => engine.provide(call, signal), typed: (spot) => engine.typed(spot, target) };
  },
  'no reuse': withoutReuse,
  plain,
};

interface Result {
  readonly bill: Bill;
  readonly tally: Tally;
  readonly usd: number;
}

interface Session {
  readonly file: SourceFile;
  readonly typist: Typist;
  readonly seed: number;
  readonly surprises: number;
}

const only = process.argv.slice(2);
for (const [name, set] of Object.entries(seeds)) {
  if (only.length > 0 && !only.includes(name)) continue;
  for (const surprises of [0, 0.15]) await runAll(name, set, surprises);
}

async function runAll(name: string, set: readonly number[], surprises: number): Promise<void> {
  const totals = new Map<string, Result[]>();
  const rows: Record<string, string>[] = [];
  for (const file of files) {
    for (const typist of typists) {
      for (const seed of set) {
        for (const contestant of Object.keys(contestants)) {
          const result = await run(contestant, { file, typist, seed, surprises });
          totals.set(contestant, [...(totals.get(contestant) ?? []), result]);
          if (seed === set[0])
            rows.push({ session: `${file.languageId}, ${typist.name}`, by: contestant, ...figures(sum([result])) });
        }
      }
    }
  }
  console.log(`\nSeeds ${name} (${set.join(', ')}); names that the model does not foresee: ${surprises * 100} %`);
  if (process.argv.includes('--sessions')) console.table(rows);
  const all = Object.fromEntries([...totals].map(([contestant, results]) => [contestant, sum(results)]));
  console.table(Object.fromEntries(Object.entries(all).map(([contestant, result]) => [contestant, figures(result)])));
  const share = (of: string) => ((100 * (all['Parlance']?.usd ?? 0)) / (all[of]?.usd ?? 1)).toFixed(0);
  console.log(
    `Parlance's cost: ${share('plain')} % of the plain baseline, ${share('no reuse')} % of the one without reuse.`,
  );
}

async function run(contestant: string, { file, typist, seed, surprises }: Session): Promise<Result> {
  const clock = new ReplayClock();
  const provider = new ReplayProvider({ firstTokenMs: 400, tokensPerSecond: 60, surprises, seed }, clock);
  const deferred: (() => void)[] = [];
  const index = new FileIndex((work) => void deferred.push(work));
  for (const { path, languageId, text } of files) index.open({ path, languageId, lines: text.split('\n') });
  while (deferred.length > 0) deferred.shift()?.();
  let id = 0;
  const parts: EngineParts = {
    clock,
    pipe: provider.pipe,
    countNow: (text) => countTokens(text, { disallowedSpecial: new Set() }),
    redaction: { redactNow: (text) => ({ text }), restore: (text) => text },
    grammars,
    newId: () => `${++id}`,
    latency: () => 400,
    fim: ({ model }) => model.fim,
    obstacle: () => undefined,
    similar: (query, limits) => index.similar(query, limits),
    isAllowed: () => true,
    declarations: () => Promise.resolve([]),
  };
  const make = contestants[contestant];
  if (!make) throw new Error(`No contestant ${contestant}`);
  const random = seeded(seed * 7919 + typist.keyMs);
  const simulation = new Simulation({ clock, contestant: make(parts), target, fixedPauseMs: 0 }, typist, random);
  for (const writing of writingsOf(file, seeded(seed))) {
    provider.writing = writing;
    await simulation.write(writing);
  }
  await nextTurn();
  return { bill: provider.bill, tally: simulation.tally, usd: price ? provider.costUsd(price) : 0 };
}

function sum(results: readonly Result[]): Result {
  const add = <T extends object>(pick: (result: Result) => T): T => {
    const total: Record<string, number> = {};
    for (const result of results)
      for (const [key, value] of Object.entries(pick(result))) total[key] = (total[key] ?? 0) + Number(value);
    return total as T;
  };
  return {
    bill: add(({ bill }) => bill),
    tally: add(({ tally }) => tally),
    usd: results.reduce((total, { usd }) => total + usd, 0),
  };
}

function figures({ bill, tally, usd }: Result): Record<string, string> {
  const { requests, cancelled, cachedTokens, freshTokens, outputTokens } = bill;
  return {
    requests: `${requests}`,
    'sent fresh': `${freshTokens}`,
    'sent cached': `${cachedTokens}`,
    received: `${outputTokens}`,
    $: usd.toFixed(5),
    'accepted characters': `${tally.acceptedCharacters} of ${tally.acceptedCharacters + tally.typedCharacters}`,
    '$ per 1,000 accepted': ((1000 * usd) / Math.max(1, tally.acceptedCharacters)).toFixed(6),
    cancelled: `${((100 * cancelled) / Math.max(1, requests)).toFixed(0)} %`,
  };
}
