// Cost of the context: `node bench/context.ts`. 20 open files of 2,000 lines each, as issue 2 asks, and one of 5,000.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { silentLog } from '../src/core/base/log.ts';
import { collectContext } from '../src/core/context/collect/collectContext.ts';
import type { ContextTask } from '../src/core/context/collect/contextTask.ts';
import { findScopesByLayout } from '../src/core/context/collect/scopes.ts';
import { Exclusions } from '../src/core/context/exclude/exclusions.ts';
import { Redactor } from '../src/core/context/secrets/redactor.ts';
import { FileIndex } from '../src/core/context/similar/fileIndex.ts';
import { TokenCounter } from '../src/core/context/tokens/tokenCounter.ts';
import { takeFirst, takeLast } from '../src/core/context/tokens/trim.ts';
import { tokenizerIn } from '../src/vscode/workers/tokenizerWorkerPort.ts';
import { assembledFiles, Durations, LoopWatch } from './contextSupport.ts';

const rows: Record<string, Record<string, string | number>> = {};
const files = assembledFiles(20, 2_000);
const [large] = assembledFiles(1, 5_000);
const paths = files.map((_, index) => `src/file${index}.ts`);
const counter = new TokenCounter(tokenizerIn(new URL('../src/workers/tokenizerWorker.ts', import.meta.url)), silentLog);

const index = benchIndex();
await benchSimilar();
await benchCommand();
await benchTrimming();
await benchRedaction();
await benchExclusions();
console.table(rows);
counter.dispose();

function benchIndex(): FileIndex {
  const slices = new Durations();
  const opening = new Durations();
  const deferred: (() => void)[] = [];
  const filled = new FileIndex((work) => void deferred.push(work));
  files.forEach((lines, at) =>
    opening.timeNow(() => filled.open({ path: paths[at]!, languageId: 'typescript', lines })),
  );
  for (let work = deferred.shift(); work; work = deferred.shift()) slices.timeNow(work);
  rows['index: open a file'] = opening.row('');
  rows['index: one slice of counting'] = slices.row('≤ 5');
  return filled;
}

async function benchSimilar(): Promise<void> {
  const queries = new Durations();
  const changes = new Durations();
  const lines = files[0]!;
  for (let line = 100; line < 1_900; line += 3) {
    const changed = `${lines[line]} // edited`;
    changes.timeNow(() =>
      index.change({ path: paths[0]!, startLine: line, endLine: line + 1, lines: [changed], lineCount: 2_000 }),
    );
    const query = {
      path: paths[0]!,
      languageId: 'typescript',
      lines: lines.slice(line - 15, line),
      taken: { startLine: line - 60, endLine: line + 30 },
    };
    queries.timeNow(() => index.similar(query, { maxSnippets: 3, maxLines: 60, minScore: 0.1 }));
    await nextTurn();
  }
  rows['index: a changed line'] = changes.row('');
  rows['similar snippets, 40,000 lines'] = queries.row('≤ 2.4');
}

async function benchCommand(): Promise<void> {
  const text = files[0]!.join('\n');
  const task = (line: number): ContextTask => {
    const start = files[0]!.slice(0, line).join('\n').length;
    return {
      path: paths[0]!,
      languageId: 'typescript',
      text,
      hole: { start, end: start },
      otherFiles: paths.map((path) => ({ path, verdict: { kind: 'allowed' } })),
      maxTokens: 8_000,
      tokenRatio: 1.06,
    };
  };
  const redactor = new Redactor();
  const run = async (line: number) => {
    const { pieces } = await collectContext(task(line), { tokens: counter, index, findScopes: findScopesByLayout });
    for (const piece of pieces) await redactor.redact(piece.text);
  };
  const first = async (name: string, line: number) => {
    const watch = new LoopWatch();
    const durations = new Durations();
    await durations.time(() => run(line));
    rows[name] = { ...durations.row('≤ 30'), 'longest block ms': Number(watch.stop().toFixed(1)) };
  };
  await first('command → context, right after activation', 1_000);
  await Promise.all([redactor.warmUp(), counter.warmUp()]);
  await first('command → context, the first after warming up', 200);
  const near = new Durations();
  for (let turn = 0; turn < 60; turn++) await near.time(() => run(1_000));
  rows['command → context, warm, same place'] = near.row('≤ 15');
  const far = new Durations();
  for (let line = 50; line < 1_950; line += 40) await far.time(() => run(line));
  rows['command → context, warm, other places'] = far.row('≤ 15');
}

async function benchTrimming(): Promise<void> {
  const text = large!.join('\n');
  const trim = (offset: number) => {
    takeLast(text, offset, 1_100, counter.countNow);
    takeFirst(text, offset, 500, counter.countNow);
  };
  const cold = new Durations();
  for (let at = 0; at < text.length; at += 10_000) {
    cold.timeNow(() => trim(at));
    await nextTurn();
  }
  await counter.count(text);
  const warm = new Durations();
  for (let at = 0; at < text.length; at += 500) warm.timeNow(() => trim(at));
  rows['trim to 1,600 tokens in 5,000 lines, cold'] = cold.row('≤ 4');
  rows['trim to 1,600 tokens in 5,000 lines, warm'] = warm.row('≤ 0.2');
}

async function benchRedaction(): Promise<void> {
  const prompt = large!.slice(0, 180).join('\n').slice(0, 6_400);
  const long = large!.join('\n').slice(0, 32_768);
  const typing = new Durations();
  const redactor = new Redactor();
  for (let turn = 0; turn < 300; turn++) typing.timeNow(() => redactor.redactNow(`${prompt}\nconst a${turn} = `));
  rows['redact 1,600 tokens at a keystroke'] = typing.row('≤ 0.2');
  const cold = new Durations();
  const redactors = Array.from({ length: 20 }, () => new Redactor());
  for (const fresh of redactors) cold.timeNow(() => fresh.redactNow(long));
  rows['redact 32 KB at once, cold'] = cold.row('≤ 10');
  const warm = new Durations();
  for (let turn = 0; turn < 60; turn++) await warm.time(() => redactor.redact(`${long}\n// ${turn}`));
  rows['redact 32 KB with the vendors’ patterns, warm'] = warm.row('≤ 3');
}

async function benchExclusions(): Promise<void> {
  const ignored = 'node_modules/\n*.log\n/dist\n!keep.log\n# built\nout/**/*.map\n';
  const exclusions = new Exclusions(
    (path) => Promise.resolve(path.endsWith('.gitignore') ? ignored : undefined),
    ['**/generated/**'],
  );
  const fresh = new Durations();
  for (let at = 0; at < 2_000; at++) await fresh.time(() => exclusions.decide(`src/part${at % 50}/file${at}.ts`));
  const known = new Durations();
  for (let at = 0; at < 2_000; at++) known.timeNow(() => exclusions.decideNow(`src/part${at % 50}/file${at}.ts`));
  rows['may this file be sent? first time'] = fresh.row('');
  rows['may this file be sent? again'] = known.row('≤ 0.01');
}
