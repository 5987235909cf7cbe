import {
  EventEmitter,
  Position,
  Range,
  TextDocumentSaveReason,
  workspace,
  type Event,
  type TextDocument,
} from 'vscode';
import type { TextRange } from '../../core/base/trackedRange.ts';
import type { GenerationSummary } from '../../core/generation/summary.ts';
import { DisposableStore } from '../lifecycle.ts';
import { Cancelled } from '../signal.ts';
import { StreamingEdit } from './streamingEdit.ts';

export type ReviewState =
  | { readonly kind: 'streaming'; readonly status: string }
  | { readonly kind: 'ready'; readonly summary: GenerationSummary }
  | { readonly kind: 'ended'; readonly how: 'accepted' | 'rejected' | 'edited' | 'cancelled' };

/** Generated code from the moment its place is reserved until the user has decided on it. */
export class Review {
  readonly id: string;
  readonly #store = new DisposableStore();
  readonly #didChange = this.#store.add(new EventEmitter<void>());
  readonly #abort = new AbortController();
  readonly #edit: StreamingEdit;
  readonly #tryAgain: () => Promise<void>;
  #state: ReviewState = { kind: 'streaming', status: 'Waiting for the model' };

  #rejected: Promise<void> | undefined;

  /** Fires when the state or the range changes; the last time with the state `ended`. */
  readonly onDidChange: Event<void> = this.#didChange.event;

  constructor(id: string, document: TextDocument, range: TextRange, tryAgain: () => Promise<void>) {
    this.id = id;
    this.#tryAgain = tryAgain;
    this.#edit = this.#store.add(new StreamingEdit(document, range));
    this.#store.add(this.#edit.onDidMove(() => this.#didChange.fire()));
    this.#store.add(this.#edit.onDidDisturb(() => this.#end('edited')));
    this.#store.add(
      // A save that the user asks for says that the code is good; one that VS Code makes by itself says nothing.
      workspace.onWillSaveTextDocument(({ document: saved, reason }) => {
        if (saved === document && reason === TextDocumentSaveReason.Manual) this.accept();
      }),
    );
  }

  get document(): TextDocument {
    return this.#edit.document;
  }

  /** The lines of the code. Its text usually begins with the line break after the comment, which is left out. */
  get codeRange(): Range {
    const { range, document } = this.#edit;
    const isAtLineEnd = range.start.isEqual(document.lineAt(range.start).range.end);
    const isBreakFirst = isAtLineEnd && range.end.line > range.start.line;
    return isBreakFirst ? new Range(new Position(range.start.line + 1, 0), range.end) : range;
  }

  get offsets(): TextRange {
    return this.#edit.offsets;
  }

  get hasCode(): boolean {
    return this.#edit.hasWritten;
  }

  get state(): ReviewState {
    return this.#state;
  }

  /** Aborts when the review ends before the stream does. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  append(code: string): void {
    if (this.#state.kind === 'streaming') this.#edit.append(code);
  }

  /** Says what the stream is doing: waiting, retrying, which model took over. */
  report(status: string): void {
    if (this.#state.kind === 'streaming') this.#become({ kind: 'streaming', status });
  }

  /** The stream is over: the code stays, marked, until the user decides. */
  async complete(summary: GenerationSummary): Promise<void> {
    await this.#edit.finish();
    if (this.#state.kind === 'streaming') this.#become({ kind: 'ready', summary });
  }

  accept(): void {
    if (this.#state.kind === 'ready') this.#end('accepted');
  }

  /** Ends the stream, if it still runs, and leaves the document as it was before. */
  reject(): Promise<void> {
    return (this.#rejected ??= this.#reject());
  }

  async tryAgain(): Promise<void> {
    if (this.#state.kind !== 'ready') return;
    await this.reject();
    await this.#tryAgain();
  }

  dispose(): void {
    this.#abort.abort(new Cancelled());
    this.#store.dispose();
  }

  async #reject(): Promise<void> {
    if (this.#state.kind === 'ended') return;
    const how = this.#state.kind === 'streaming' ? 'cancelled' : 'rejected';
    this.#abort.abort(new Cancelled());
    await this.#edit.revert();
    this.#end(how);
  }

  #become(state: ReviewState): void {
    this.#state = state;
    this.#didChange.fire();
  }

  #end(how: (ReviewState & { kind: 'ended' })['how']): void {
    if (this.#state.kind === 'ended') return;
    this.#become({ kind: 'ended', how });
    this.dispose();
  }
}
