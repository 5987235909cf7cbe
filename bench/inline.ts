// Ghost text against a provider with set delays: `npm run bench:inline`. The last column of the table in issue 4, all
// of it in one run, with the real transport, tokenizer, index, redaction and grammars; the server has its own process.
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../src/core/base/clock.ts';
import type { Outcome } from '../src/core/completion/outcome.ts';
import type { Pipe } from '../src/core/provider/pipe.ts';
import { systemClock } from '../src/vscode/systemClock.ts';
import { requestTo, transportWith } from '../test/support/requests.ts';
import { assembledFiles, Durations } from './contextSupport.ts';
import { BenchEditor, BenchServer, loadedGrammars, type WorkSet } from './inlineSupport.ts';

const server = await BenchServer.start();
const grammars = await loadedGrammars();
const [file, ...others] = assembledFiles(11, 950);
const workSet: WorkSet = { lines: file!, others };
const [large] = assembledFiles(1, 5_000);
const largeSet: WorkSet = { lines: large!, others: assembledFiles(20, 950) };

/** The pause is not what is measured. */
const withoutPauses: Clock = { ...systemClock, sleep: () => Promise.resolve() };

const typedText = 'results.filter((entry) => entry.isOpen).map((entry) => entry.name).join();';

let sentAtMs = 0;
let lastByteAtMs = 0;
const transport = transportWith({
  fetch: (input, init) => {
    sentAtMs = performance.now();
    return globalThis.fetch(input, init);
  },
});
const pipe: Pipe = async function* timed(request, signal) {
  for await (const chunk of transport(request, signal)) {
    lastByteAtMs = performance.now();
    yield chunk;
  }
};

const rows: Record<string, { Parlance: string; target: string }> = {};
await benchRequests();
await benchLargeFile();
await benchTypingThrough();
await benchTypingAhead();
await benchStreams();
console.table(rows);
server.close();

function editorOn(set: WorkSet, clock?: Clock): BenchEditor {
  return new BenchEditor(set, { pipe, target: server.target, ...(clock && { clock }) }, grammars);
}

/** Lines all over a file behind which somebody could go on: ends of statements. */
function placesIn(lines: readonly string[], count: number): number[] {
  const ends = lines.flatMap((line, index) => (/^\s+\S.*;$/.test(line) ? [index] : []));
  return Array.from({ length: count }, (_, index) => ends[Math.floor(((index + 0.5) * ends.length) / count)]!);
}

/** Writes a line at many places, and asks three times as it is typed. */
async function askAll(editor: BenchEditor, places: number) {
  const toSent = new Durations();
  const toItems = new Durations();
  let cpuMs = 0;
  for (const [number, line] of placesIn(editor.lines, places).entries()) {
    // Each place is a line further down for every one before.
    const above = editor.lines[line + number]!;
    editor.position = { line: line + number, character: above.length };
    for (const typed of [`\n${/^\s*/.exec(above)![0]}const value = `, 'first + ', 'second * ']) {
      editor.type(typed);
      const cpu = process.cpuUsage();
      const calledAtMs = performance.now();
      await editor.ask();
      const doneAtMs = performance.now();
      const used = process.cpuUsage(cpu);
      cpuMs += (used.user + used.system) / 1000;
      toSent.add(sentAtMs - calledAtMs);
      toItems.add(doneAtMs - lastByteAtMs);
      // The index and the tokenizer go on in the background meanwhile.
      await delay(5);
    }
  }
  return { toSent, toItems, cpuPerRequestMs: cpuMs / (3 * places) };
}

async function benchRequests(): Promise<void> {
  const editor = editorOn(workSet, withoutPauses);
  await editor.warmUp();
  await server.answerWith('third;\nnext();\n');
  await askAll(editor, 20);
  const { toSent, toItems, cpuPerRequestMs } = await askAll(editor, 80);
  rows['call → request sent, p50 / p95 ms'] = {
    Parlance: `${ms(toSent, 0.5)} / ${ms(toSent, 0.95)}`,
    target: '≤ 1.5 / 3',
  };
  rows['last byte → items, p50 / p95 ms'] = {
    Parlance: `${ms(toItems, 0.5)} / ${ms(toItems, 0.95)}`,
    target: '≤ 0.5 / 2',
  };
  rows['CPU per request, ms'] = { Parlance: cpuPerRequestMs.toFixed(1), target: '≤ 5' };
  editor.dispose();
}

async function benchLargeFile(): Promise<void> {
  const editor = editorOn(largeSet, withoutPauses);
  await editor.warmUp();
  await askAll(editor, 20);
  const { toSent } = await askAll(editor, 80);
  rows['5,000 lines, 20 files open: call → request sent, p95 ms'] = { Parlance: ms(toSent, 0.95), target: '≤ 5' };
  editor.dispose();
}

/** An empty function in the middle of the file, with the cursor in it. */
function inEmptyFunction(set: WorkSet): BenchEditor {
  const editor = editorOn(set);
  const at = Math.floor(editor.lines.length / 2);
  editor.position = { line: at, character: editor.lines[at]!.length };
  editor.type('\nfunction namesOf(results) {\n  \n}\n');
  editor.position = { line: at + 2, character: 2 };
  return editor;
}

async function benchTypingThrough(): Promise<void> {
  const runs = 10;
  const hits = new Durations();
  let kept = 0;
  let requests = 0;
  for (let run = 0; run < runs; run++) {
    const editor = inEmptyFunction(workSet);
    await server.answerWith(typedText);
    await editor.ask();
    const before = (await server.counts()).requests;
    for (let key = 0; key < 40; key++) {
      editor.type(typedText[key]!);
      const outcome = await hits.time(() => editor.ask());
      if (textOf(outcome) === typedText.slice(key + 1)) kept++;
    }
    requests += (await server.counts()).requests - before;
    editor.dispose();
  }
  rows['40 keys through a suggestion: further requests; keys with it'] = {
    Parlance: `${requests / runs}; ${kept / runs}`,
    target: '0; 40',
  };
  rows['hit of what is shown or remembered, p50 / p99 ms'] = {
    Parlance: `${ms(hits, 0.5)} / ${ms(hits, 0.99)}`,
    target: '≤ 1',
  };
}

/** Types ahead of the answer: the calls come as the keys do, and only the last one's answer counts. */
async function typeAhead(editor: BenchEditor): Promise<number> {
  let last: Promise<Outcome> | undefined;
  for (let key = 0; key < 20; key++) {
    await delay(80);
    editor.type(typedText[key]!);
    last = editor.ask();
    last.catch(() => undefined);
  }
  const typedAtMs = performance.now();
  const outcome = await last!;
  return textOf(outcome) === typedText.slice(20) ? performance.now() - typedAtMs : Number.POSITIVE_INFINITY;
}

async function benchTypingAhead(): Promise<void> {
  for (const [name, isCalledBefore] of [
    ['from an empty line that was asked at', true],
    ['from an empty line, first call with the first key', false],
  ] as const) {
    const waits = new Durations();
    const runs = 8;
    let requests = 0;
    for (let run = 0; run < runs; run++) {
      const editor = inEmptyFunction(workSet);
      await server.answerWith(typedText, { firstMs: 400 });
      if (isCalledBefore) editor.ask().catch(() => undefined);
      waits.add(await typeAhead(editor));
      requests += (await server.counts()).requests;
      editor.dispose();
    }
    rows[`20 keys at 80 ms, ${name}: requests; wait, ms`] = {
      Parlance: `${requests / runs}; ${ms(waits, 0.5)}`,
      target: '≤ 2; ≤ 5',
    };
  }
}

async function benchStreams(): Promise<void> {
  const waits = new Durations();
  const runs = 20;
  // 45 events of four characters each; the line ends with the tenth.
  const oneLine = 'const total = count * price + extras;'.slice(0, 36);
  const answer = `${oneLine}\n${'more();\n'.repeat(18)}`.slice(0, 180);
  const options = { chunkLength: 4, betweenMs: 20.5 };
  await server.answerWith(answer, options);
  const streamMs = await lengthOfStream();
  await server.answerWith(answer, options);
  for (let run = 0; run < runs; run++) {
    const editor = editorOn(workSet);
    const at = 100 + run;
    editor.position = { line: at, character: editor.lines[at]!.length };
    editor.type('\n\nfunction f() {\n  const a = 1;\n  \n  return a;\n}\n');
    editor.position = { line: at + 4, character: 2 };
    await editor.ask();
    waits.add(performance.now() - sentAtMs);
    editor.dispose();
  }
  const { cancelled } = await server.counts();
  rows[`a stream of ${streamMs.toFixed(0)} ms: one line there after, ms; streams cancelled`] = {
    Parlance: `${ms(waits, 0.5)}; ${cancelled} of ${runs}`,
    target: '≤ 225; 20 of 20',
  };
}

/** What the server takes for the whole answer. */
async function lengthOfStream(): Promise<number> {
  const { signal } = new AbortController();
  for await (const chunk of pipe(requestTo(server.target), signal)) if (chunk.kind === 'end') break;
  return performance.now() - sentAtMs;
}

function textOf(outcome: Outcome): string | undefined {
  return outcome.kind === 'items' ? outcome.items[0]?.text : undefined;
}

function ms(durations: Durations, share: number): string {
  const value = durations.percentile(share);
  return value.toFixed(value < 10 ? 2 : 0);
}
