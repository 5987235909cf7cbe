import { MarkdownString, StatusBarAlignment, ThemeColor, window, type Disposable } from 'vscode';
import { statusView, type StatusFacts, type StatusView } from '../../core/cost/statusView.ts';
import { DisposableStore } from '../lifecycle.ts';

const backgrounds: Readonly<Record<StatusView['colour'], ThemeColor | undefined>> = {
  good: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
};

/** The one status-bar item: what this session has cost. */
export class StatusBar implements Disposable {
  readonly #store = new DisposableStore();
  readonly #item = this.#store.add(window.createStatusBarItem('parlance.cost', StatusBarAlignment.Right, 100));
  readonly #facts: () => Promise<StatusFacts>;
  #isDrawing = false;
  #isStale = false;
  #countdown: NodeJS.Timeout | undefined;

  constructor(facts: () => Promise<StatusFacts>) {
    this.#facts = facts;
    this.#item.name = 'Parlance';
    this.#item.command = 'parlance.showMenu';
    this.update();
    this.#item.show();
  }

  /** Many changes at once are drawn once. */
  update(): void {
    this.#isStale = true;
    if (!this.#isDrawing) void this.#draw();
  }

  dispose(): void {
    clearTimeout(this.#countdown);
    this.#store.dispose();
  }

  async #draw(): Promise<void> {
    this.#isDrawing = true;
    while (this.#isStale) {
      this.#isStale = false;
      const { text, tooltip, label, colour, isCountingDown } = statusView(await this.#facts());
      this.#item.text = text;
      this.#item.tooltip = new MarkdownString(tooltip, true);
      this.#item.accessibilityInformation = { label, role: 'button' };
      this.#item.backgroundColor = backgrounds[colour];
      clearTimeout(this.#countdown);
      if (isCountingDown) this.#countdown = setTimeout(() => this.update(), 1_000);
    }
    this.#isDrawing = false;
  }
}
