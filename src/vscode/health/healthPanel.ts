import { commands, env, window, type Disposable, type Uri } from 'vscode';
import type { Target } from '../../core/provider/target.ts';
import type { HealthBook } from '../../core/reliability/healthBook.ts';
import { fromHealthView, type FromHealthView, type ToHealthView } from '../../protocol/healthMessages.ts';
import { read } from '../../protocol/schema.ts';
import { EditorPanel } from '../webview/editorPanel.ts';
import { healthViewOf } from './healthViewModel.ts';

/** Countdowns move each second. */
const refreshMs = 1_000;

export interface HealthPanelParts {
  readonly extensionUri: Uri;
  readonly health: HealthBook;
  /** Lets a request through to a model that is being left alone. */
  readonly letThrough: (target: Target) => void;
}

/** How the providers fare, live while it is in sight. */
export class HealthPanel implements Disposable {
  readonly #panel: EditorPanel;
  readonly #parts: HealthPanelParts;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: HealthPanelParts) {
    this.#parts = parts;
    this.#panel = new EditorPanel({
      extensionUri: parts.extensionUri,
      viewType: 'parlance.health',
      title: 'Health',
      bundle: 'health',
      receive: (message) => {
        const known = read(fromHealthView, message);
        if (known) void this.#receive(known);
      },
      onClose: () => clearInterval(this.#timer),
    });
  }

  show(): void {
    this.#panel.show();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #receive(message: FromHealthView): Promise<void> {
    switch (message.type) {
      case 'ready':
        clearInterval(this.#timer);
        this.#timer = setInterval(() => this.#refresh(), refreshMs);
        return this.#send();
      case 'copy':
        await env.clipboard.writeText(JSON.stringify(this.#asJson(), undefined, 2));
        return void window.setStatusBarMessage('Parlance: health copied as JSON', 3_000);
      case 'showLog':
        return void (await commands.executeCommand('parlance.showLog'));
      case 'tryNow':
        return this.#tryNow(message.address, message.model);
    }
  }

  #refresh(): void {
    if (this.#panel.isVisible) void this.#send();
  }

  async #send(): Promise<void> {
    const message: ToHealthView = { type: 'report', view: healthViewOf(this.#parts.health.report()) };
    await this.#panel.post(message);
  }

  #tryNow(baseUrl: string, modelId: string): Promise<void> {
    const target = this.#parts.health.targetOf(baseUrl, modelId);
    if (target) this.#parts.letThrough(target);
    return this.#send();
  }

  #asJson(): object {
    const { takenAtMs, ...report } = this.#parts.health.report();
    return { takenAt: new Date(takenAtMs).toISOString(), ...report };
  }
}
