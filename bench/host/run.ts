// Generate from Comment inside VS Code's extension host, against a provider in another process: `npm run bench:generate`.
// In Python, for which VS Code has no language server of its own that would be measured with it.
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  commands,
  ConfigurationTarget,
  Position,
  ProgressLocation,
  Selection,
  window,
  workspace,
  type TextEditor,
} from 'vscode';

const openFiles = 20;
const linesPerFile = 2_000;
const runs = 15;
/** As long as the provider takes to answer. */
const providerMs = 20;
const settledMs = 1_000;

/** What leaves and what comes, seen at the one function that every request goes through. */
const seen = { sentAtMs: 0, lastByteAtMs: 0 };

export async function run(): Promise<void> {
  watchFetch();
  const configuration = workspace.getConfiguration('parlance');
  await configuration.update('provider', 'custom', ConfigurationTarget.Global);
  await configuration.update('baseUrl', process.env['PARLANCE_BENCH_PROVIDER'], ConfigurationTarget.Global);
  for (let number = 0; number < openFiles; number++) await open(largeFile(number));

  const toSent: number[] = [];
  const toDocument: number[] = [];
  const bare: number[] = [];
  for (let number = 0; number < runs; number++) {
    const editor = await open(`${largeFile(99)}# answer number ${number}\n`);
    putCursor(editor, linesPerFile);
    // Nobody generates while VS Code still draws and colours the file.
    await delay(settledMs);
    const startMs = performance.now();
    const changedAt = lastChange(editor);
    await commands.executeCommand('parlance.generateFromComment');
    toSent.push(seen.sentAtMs - startMs);
    toDocument.push(changedAt() - seen.lastByteAtMs);
    bare.push(await bareEdit(editor));
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }

  const editor = await open('# a long answer\n');
  putCursor(editor, 0);
  const gaps = watchGaps();
  await commands.executeCommand('parlance.generateFromComment');
  const longest = gaps();
  const lines = editor.document.lineCount;
  await print({
    [`command → request, ${openFiles} files of ${linesPerFile} lines open, median / p95 ms`]: {
      measured: `${quantile(toSent, 0.5)} / ${quantile(toSent, 0.95)}`,
      target: '≤ 30',
    },
    'last byte → document, median / p95 ms': {
      measured: `${quantile(toDocument, 0.5)} / ${quantile(toDocument, 0.95)}`,
      target: '≤ 20',
    },
    'a bare edit of one line there, beside a progress entry, median / p95 ms': {
      measured: `${quantile(bare, 0.5)} / ${quantile(bare, 0.95)}`,
      target: 'none: VS Code’s own share of the figure above',
    },
    [`longest gap of the event loop while ${lines} lines stream at 1,000 tokens/s, ms`]: {
      measured: longest.toFixed(1),
      target: '≤ 50',
    },
  });
}

function watchFetch(): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (...call) => {
    seen.sentAtMs = performance.now();
    const response = await original(...call);
    const body = response.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          seen.lastByteAtMs = performance.now();
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(body, response);
  };
}

/** What VS Code takes to write one line into the same document while it shows a progress entry, Parlance apart. */
function bareEdit(editor: TextEditor): PromiseLike<number> {
  const progress = { location: ProgressLocation.Notification, title: 'An edit', cancellable: true };
  return window.withProgress(progress, async () => {
    await delay(providerMs);
    const changedAt = lastChange(editor);
    const startMs = performance.now();
    await editor.edit((builder) => builder.insert(new Position(linesPerFile, 0), 'x = 1\n'));
    return changedAt() - startMs;
  });
}

/** @returns when the document last changed */
function lastChange({ document }: TextEditor): () => number {
  let atMs = 0;
  const listener = workspace.onDidChangeTextDocument((event) => {
    if (event.document === document) atMs = performance.now();
  });
  return () => {
    listener.dispose();
    return atMs;
  };
}

/** @returns ends the watch: the longest time in which nothing else could run, in ms */
function watchGaps(): () => number {
  let longest = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - lastMs - 2);
    lastMs = now;
  }, 2);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

async function open(content: string): Promise<TextEditor> {
  const document = await workspace.openTextDocument({ content, language: 'python' });
  return window.showTextDocument(document, { preview: false });
}

function putCursor(editor: TextEditor, line: number): void {
  editor.selection = new Selection(new Position(line, 5), new Position(line, 5));
}

function largeFile(number: number): string {
  const lines = Array.from(
    { length: linesPerFile },
    (_, line) => `value_${number}_${line} = compute(${line}, 'text ${line % 7}')`,
  );
  return `${lines.join('\n')}\n`;
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}

/** Under our launcher, to the terminal directly. */
async function print(rows: object): Promise<void> {
  const port = process.env['PARLANCE_TEST_OUTPUT'];
  if (!port) return console.table(rows);
  const terminal = connect(Number(port), '127.0.0.1');
  const lines = Object.entries(rows).map(
    ([name, { measured, target }]: [string, Record<string, string>]) => `${name}: ${measured} (target ${target})`,
  );
  await new Promise<void>((resolve) => terminal.end(`${lines.join('\n')}\n`, resolve));
}
