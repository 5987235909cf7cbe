import { OverviewRulerLane, ThemeColor, window, type Disposable, type TextDocument } from 'vscode';
import { DisposableStore } from '../lifecycle.ts';
import type { Reviews } from './reviews.ts';

/** Marks code that is being written, and then code that awaits a decision. */
export class ReviewDecorations implements Disposable {
  readonly #store = new DisposableStore();
  readonly #reviews: Reviews;
  readonly #streaming = this.#store.add(
    window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new ThemeColor('parlance.streamingBackground'),
      overviewRulerColor: new ThemeColor('parlance.reviewBorder'),
      overviewRulerLane: OverviewRulerLane.Left,
    }),
  );
  readonly #ready = this.#store.add(
    window.createTextEditorDecorationType({
      isWholeLine: true,
      borderWidth: '0 0 0 2px',
      borderStyle: 'solid',
      borderColor: new ThemeColor('parlance.reviewBorder'),
      backgroundColor: new ThemeColor('parlance.reviewBackground'),
      overviewRulerColor: new ThemeColor('parlance.reviewBorder'),
      overviewRulerLane: OverviewRulerLane.Left,
    }),
  );

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
    this.#store.add(reviews.onDidChange((document) => this.#draw(document)));
    this.#store.add(
      window.onDidChangeVisibleTextEditors((editors) => editors.forEach(({ document }) => this.#draw(document))),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  #draw(document: TextDocument): void {
    const withCode = this.#reviews.of(document).filter(({ hasCode }) => hasCode);
    const ranges = (kind: 'streaming' | 'ready') =>
      withCode.filter(({ state }) => state.kind === kind).map(({ codeRange }) => codeRange);
    const streaming = ranges('streaming');
    const ready = ranges('ready');
    for (const editor of window.visibleTextEditors) {
      if (editor.document !== document) continue;
      editor.setDecorations(this.#streaming, streaming);
      editor.setDecorations(this.#ready, ready);
    }
  }
}
