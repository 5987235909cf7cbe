import { EventEmitter, commands, window, type Event, type TextDocument, type TextEditor } from 'vscode';
import type { TextRange } from '../../core/base/trackedRange.ts';
import { DisposableStore } from '../lifecycle.ts';
import { Review } from './review.ts';

/** Every piece of generated code that streams or awaits a decision. */
export class Reviews {
  readonly #store = new DisposableStore();
  readonly #didChange = this.#store.add(new EventEmitter<TextDocument>());
  readonly #reviews = new Set<Review>();
  #lastId = 0;

  readonly onDidChange: Event<TextDocument> = this.#didChange.event;

  constructor() {
    this.#store.add(window.onDidChangeActiveTextEditor(() => this.#updateContext()));
  }

  /** Reserves `range`, unless a review that is under way touches it. */
  begin(
    document: TextDocument,
    range: TextRange,
    tryAgain: () => Promise<void>,
  ): { readonly kind: 'begun'; readonly review: Review } | { readonly kind: 'overlaps'; readonly other: Review } {
    const other = this.of(document).find(({ offsets }) => range.start <= offsets.end && offsets.start <= range.end);
    if (other) return { kind: 'overlaps', other };
    const review = new Review(String(++this.#lastId), document, range, tryAgain);
    this.#reviews.add(review);
    const listener = review.onDidChange(() => {
      if (review.state.kind === 'ended') {
        this.#reviews.delete(review);
        listener.dispose();
      }
      this.#changed(document);
    });
    this.#changed(document);
    return { kind: 'begun', review };
  }

  of(document: TextDocument): readonly Review[] {
    return [...this.#reviews].filter((review) => review.document === document);
  }

  /** The review with this id, else the one nearest to the cursor. */
  find(id: string | undefined, editor: TextEditor | undefined): Review | undefined {
    if (id !== undefined) return [...this.#reviews].find((review) => review.id === id);
    if (!editor) return undefined;
    const line = editor.selection.active.line;
    const distance = ({ codeRange: { start, end } }: Review) => Math.max(start.line - line, line - end.line, 0);
    return this.of(editor.document).toSorted((a, b) => distance(a) - distance(b))[0];
  }

  /** Cancels everything that still streams. */
  async cancelAll(): Promise<void> {
    const streaming = [...this.#reviews].filter(({ state }) => state.kind === 'streaming');
    await Promise.all(streaming.map((review) => review.reject()));
  }

  dispose(): void {
    for (const review of this.#reviews) review.dispose();
    this.#reviews.clear();
    this.#store.dispose();
  }

  #changed(document: TextDocument): void {
    this.#updateContext(); // first: who sees the row may press its keys
    this.#didChange.fire(document);
  }

  /** Keys for the keybindings: `Esc` cancels only where something streams. */
  #updateContext(): void {
    const document = window.activeTextEditor?.document;
    const here = document ? this.of(document) : [];
    setContext(
      'parlance.isStreaming',
      here.some(({ state }) => state.kind === 'streaming'),
    );
    setContext(
      'parlance.hasReview',
      here.some(({ state }) => state.kind === 'ready'),
    );
  }
}

function setContext(key: string, value: boolean): void {
  void commands.executeCommand('setContext', key, value);
}
