import type { InlineCall, Item } from '../../src/core/completion/call.ts';
import type { Position, Spot } from '../../src/core/completion/document.ts';
import { CompletionEngine, type EngineParts } from '../../src/core/completion/engine.ts';
import type { Outcome } from '../../src/core/completion/outcome.ts';
import type { ModelRequest } from '../../src/core/provider/request.ts';
import type { Target } from '../../src/core/provider/target.ts';
import { documentFrom, indentStyleOf, positionAfter, spotFrom } from './cursorNotation.ts';
import { FakeClock, settle } from './fakeClock.ts';
import { ScriptedPipe, type Script } from './scriptedPipe.ts';

export const testTarget: Target = {
  endpoint: { provider: 'custom', baseUrl: 'http://localhost/v1', isKeyless: true },
  model: { id: 'test-model', windowTokens: 128_000, maxOutputTokens: 4_096, fim: 'none', tokenRatio: 1 },
};

/** Roughly four characters to a token, and never none. */
export const countRoughly = (text: string) => Math.ceil(text.length / 4);

export interface InlineEditorOptions {
  readonly languageId?: string;
  readonly answer: (request: ModelRequest) => Script | string;
  readonly call?: Partial<InlineCall>;
  readonly parts?: Partial<EngineParts>;
}

/** An editor with one document and the engine behind it: types, and makes the calls that VS Code would make. */
export class InlineEditor {
  readonly clock = new FakeClock();
  readonly engine: CompletionEngine;
  readonly #scripted: ScriptedPipe;
  readonly #options: InlineEditorOptions;
  #text: string;
  #position: Position;
  #version = 1;
  #call = new AbortController();

  /** @param code with `█` at the cursor */
  constructor(code: string, options: InlineEditorOptions) {
    this.#options = options;
    this.#text = code.replace('█', '');
    this.#position = spotFrom(code).position;
    this.#scripted = new ScriptedPipe(this.clock, options.answer);
    let id = 0;
    this.engine = new CompletionEngine({
      clock: this.clock,
      pipe: this.#scripted.pipe,
      countNow: countRoughly,
      redaction: { redactNow: (text) => ({ text }), restore: (text) => text },
      grammars: { of: () => undefined },
      newId: () => `request-${++id}`,
      latency: () => undefined,
      fim: ({ model }) => model.fim,
      obstacle: () => undefined,
      similar: () => [],
      isAllowed: () => true,
      declarations: () => Promise.resolve([]),
      ...options.parts,
    });
  }

  get sent() {
    return this.#scripted.sent;
  }

  /** The document with `█` at the cursor. */
  get code(): string {
    const offset = this.#offset;
    return `${this.#text.slice(0, offset)}█${this.#text.slice(offset)}`;
  }

  get #offset(): number {
    const lines = this.#text.split('\n').slice(0, this.#position.line);
    return lines.reduce((sum, line) => sum + line.length + 1, 0) + this.#position.character;
  }

  get #spot(): Spot {
    return { document: documentFrom(this.#text, this.#options.languageId, this.#version), position: this.#position };
  }

  /** What VS Code asks after a key; the call before is cancelled. */
  ask(options: Partial<InlineCall> = {}): Promise<Outcome> {
    this.#call.abort(new Error('superseded'));
    this.#call = new AbortController();
    return this.engine.provide(this.#callWith(options), this.#call.signal);
  }

  /** Asks ahead for what may come behind `item`. */
  async prefetch(item: Item): Promise<void> {
    await this.engine.prefetch(this.#callWith({}), item, new AbortController().signal);
    await this.clock.advance(0);
    await settle();
  }

  #callWith(options: Partial<InlineCall>): InlineCall {
    return {
      ...this.#spot,
      trigger: 'automatic',
      indent: indentStyleOf(this.#text),
      cursors: 1,
      hasSelection: false,
      isTrusted: true,
      isExcluded: false,
      isEnabled: true,
      target: testTarget,
      maxPromptTokens: 1600,
      fixedPauseMs: 0,
      ...this.#options.call,
      ...options,
    };
  }

  /** Asks, and lets so much time pass. Undefined if there is no answer by then. */
  async askFor(ms: number, options: Partial<InlineCall> = {}): Promise<Outcome | undefined> {
    let outcome: Outcome | undefined;
    const answered = this.ask(options).then(
      (value) => (outcome = value),
      () => undefined,
    );
    await this.clock.advance(ms);
    if (outcome === undefined) void answered;
    await settle();
    return outcome;
  }

  /** Cancels the call under way, as VS Code does on a change, and changes the document. `closers` are put behind the cursor. */
  type(text: string, closers = ''): void {
    this.#call.abort(new Error('superseded'));
    const offset = this.#offset;
    this.#text = this.#text.slice(0, offset) + text + closers + this.#text.slice(offset);
    this.#position = positionAfter(this.#position, text);
    this.#changed();
  }

  /** Types a closing character over one that the editor has put there. */
  typeOver(text: string): void {
    this.#call.abort(new Error('superseded'));
    this.#position = positionAfter(this.#position, text);
    this.#changed();
  }

  backspace(count = 1): void {
    this.#call.abort(new Error('superseded'));
    const offset = this.#offset;
    this.#text = this.#text.slice(0, offset - count) + this.#text.slice(offset);
    this.#position = { line: this.#position.line, character: this.#position.character - count };
    this.#changed();
  }

  #changed(): void {
    this.#version++;
    this.engine.typed(this.#spot, testTarget);
  }
}

/** The text of the first item, or why there is none. */
export function told(outcome: Outcome | undefined): string {
  if (!outcome) return '(no answer yet)';
  if (outcome.kind === 'items') return outcome.items[0]?.text ?? '';
  const { skip } = outcome;
  return skip.reason === 'filtered' ? `(filtered by ${skip.by})` : `(${skip.reason})`;
}
