// What the benchmarks of ghost text share: a server of set delays, an editor, and the engine with its real neighbours.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { silentLog } from '../src/core/base/log.ts';
import type { Clock } from '../src/core/base/clock.ts';
import type { InlineCall } from '../src/core/completion/call.ts';
import type { DocumentView, Position } from '../src/core/completion/document.ts';
import { CompletionEngine } from '../src/core/completion/engine.ts';
import type { Grammars } from '../src/core/completion/syntax/grammars.ts';
import { Redactor } from '../src/core/context/secrets/redactor.ts';
import { FileIndex } from '../src/core/context/similar/fileIndex.ts';
import { TokenCounter } from '../src/core/context/tokens/tokenCounter.ts';
import type { Pipe } from '../src/core/provider/pipe.ts';
import type { Target } from '../src/core/provider/target.ts';
import { systemClock } from '../src/vscode/systemClock.ts';
import { tokenizerIn } from '../src/vscode/workers/tokenizerWorkerPort.ts';
import type { AnswerOptions } from '../test/fakes/reply.ts';
import { installedGrammars } from '../test/support/grammars.ts';
import { targetAt } from '../test/support/requests.ts';
import type { ServerNews, ServerTask } from './inlineServer.ts';

/** A provider in another process. */
export class BenchServer {
  readonly target: Target;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, baseUrl: string) {
    this.#process = process;
    this.target = targetAt(baseUrl);
  }

  static async start(): Promise<BenchServer> {
    const child = fork(new URL('inlineServer.ts', import.meta.url));
    const [news] = (await once(child, 'message')) as [ServerNews];
    if (news.kind !== 'listening') throw new Error('The server did not start.');
    return new BenchServer(child, news.baseUrl);
  }

  /** All requests are answered so from now on; the counts start anew. */
  async answerWith(text: string, options: AnswerOptions = {}): Promise<void> {
    await this.#ask({ kind: 'answer', text, options });
  }

  async counts(): Promise<{ readonly requests: number; readonly cancelled: number }> {
    // Closed connections are told a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const news = await this.#ask({ kind: 'count' });
    return news.kind === 'counted' ? news : { requests: 0, cancelled: 0 };
  }

  close(): void {
    this.#process.disconnect();
  }

  async #ask(task: ServerTask): Promise<ServerNews> {
    this.#process.send(task);
    const [news] = (await once(this.#process, 'message')) as [ServerNews];
    return news;
  }
}

/** Files of an editor: one that is typed in, the others open beside it. */
export interface WorkSet {
  readonly lines: readonly string[];
  readonly others: readonly (readonly string[])[];
}

export interface BenchEngineParts {
  readonly pipe: Pipe;
  readonly target: Target;
  readonly clock?: Clock;
}

/** The engine as the extension builds it, but for the language server. */
export class BenchEditor {
  readonly engine: CompletionEngine;
  lines: string[];
  position: Position = { line: 0, character: 0 };
  readonly #index: FileIndex;
  readonly #target: Target;
  readonly #counter: TokenCounter;
  #version = 0;
  #lastCall = new AbortController();

  constructor({ lines, others }: WorkSet, { pipe, target, clock = systemClock }: BenchEngineParts, grammars: Grammars) {
    this.lines = [...lines];
    this.#target = target;
    this.#index = new FileIndex((work) => void setImmediate(work));
    [lines, ...others].forEach((text, at) =>
      this.#index.open({ path: `src/file${at}.ts`, languageId: 'typescript', lines: text }),
    );
    this.#counter = new TokenCounter(
      tokenizerIn(new URL('../src/workers/tokenizerWorker.ts', import.meta.url)),
      silentLog,
    );
    let id = 0;
    this.engine = new CompletionEngine({
      clock,
      pipe,
      countNow: this.#counter.countNow,
      redaction: new Redactor(),
      grammars,
      newId: () => `${++id}`,
      latency: () => 400,
      fim: ({ model }) => model.fim,
      obstacle: () => undefined,
      similar: (query, limits) => this.#index.similar(query, limits),
      isAllowed: () => true,
      declarations: () => Promise.resolve([]),
    });
  }

  /** Counts every line once, as it has been in an editor that was open for a while. */
  async warmUp(): Promise<void> {
    await this.#counter.count(this.lines.join('\n'));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  get document(): DocumentView {
    const { lines } = this;
    return {
      uri: 'file:///src/file0.ts',
      path: 'src/file0.ts',
      languageId: 'typescript',
      version: this.#version,
      lineCount: lines.length,
      lineAt: (line) => lines[line] ?? '',
    };
  }

  /** Types at the cursor; brackets are not closed. */
  type(text: string): void {
    this.#lastCall.abort(new Error('superseded'));
    const { line, character } = this.position;
    const current = this.lines[line] ?? '';
    const added = (current.slice(0, character) + text + current.slice(character)).split('\n');
    this.lines.splice(line, 1, ...added);
    this.#index.change({
      path: 'src/file0.ts',
      startLine: line,
      endLine: line + 1,
      lines: added,
      lineCount: this.lines.length,
    });
    const typedLines = text.split('\n');
    const last = typedLines.at(-1)!;
    this.position = {
      line: line + typedLines.length - 1,
      character: last.length + (typedLines.length === 1 ? character : 0),
    };
    this.#version++;
    this.engine.typed({ document: this.document, position: this.position }, this.#target);
  }

  ask(changes: Partial<InlineCall> = {}) {
    this.#lastCall = new AbortController();
    const call: InlineCall = {
      document: this.document,
      position: this.position,
      trigger: 'automatic',
      indent: { size: 2, usesTabs: false },
      cursors: 1,
      hasSelection: false,
      isTrusted: true,
      isExcluded: false,
      isEnabled: true,
      target: this.#target,
      maxPromptTokens: 1600,
      fixedPauseMs: 0,
      ...changes,
    };
    return this.engine.provide(call, this.#lastCall.signal);
  }

  dispose(): void {
    this.engine.dispose();
    this.#counter.dispose();
  }
}

export async function loadedGrammars(): Promise<Grammars> {
  const grammars = installedGrammars();
  await grammars.load('typescript');
  return grammars;
}
