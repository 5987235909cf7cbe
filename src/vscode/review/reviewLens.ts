import {
  CodeLens,
  EventEmitter,
  Range,
  type CodeLensProvider,
  type Disposable,
  type Event,
  type TextDocument,
} from 'vscode';
import { DisposableStore } from '../lifecycle.ts';
import type { Review } from './review.ts';
import type { Reviews } from './reviews.ts';

/** The row above generated code: what to do with it, and what it took. */
export class ReviewLens implements CodeLensProvider, Disposable {
  readonly #store = new DisposableStore();
  readonly #didChange = this.#store.add(new EventEmitter<void>());
  readonly #reviews: Reviews;
  readonly onDidChangeCodeLenses: Event<void> = this.#didChange.event;

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
    this.#store.add(reviews.onDidChange(() => this.#didChange.fire()));
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    return this.#reviews.of(document).flatMap(lensesOf);
  }

  dispose(): void {
    this.#store.dispose();
  }
}

function lensesOf(review: Review): CodeLens[] {
  const { state } = review;
  const at = new Range(review.codeRange.start, review.codeRange.start);
  const lens = (title: string, command: string, tooltip: string) =>
    new CodeLens(at, { title, command, tooltip, arguments: [review.id] });
  switch (state.kind) {
    case 'streaming':
      return [lens(`$(loading~spin) ${state.status}`, '', ''), lens('Cancel', 'parlance.rejectEdit', 'Cancel (Esc)')];
    case 'ready': {
      const { headline, tooltip, problem } = state.summary;
      return [
        ...(problem === undefined ? [] : [lens(`$(warning) ${problem}`, 'parlance.showLog', 'Show the log')]),
        lens('$(check) Accept', 'parlance.acceptEdit', 'Keep the code'),
        lens('$(discard) Reject', 'parlance.rejectEdit', 'Bring back what was here before'),
        lens('$(refresh) Try Again', 'parlance.regenerateEdit', 'Ask for another answer'),
        lens(headline, 'parlance.showMenu', tooltip),
      ];
    }
    case 'ended':
      return [];
  }
}
