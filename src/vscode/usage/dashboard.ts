import { commands, window, type Disposable, type Uri } from 'vscode';
import { fromUsageView, type FromUsageView, type ToUsageView } from '../../protocol/usageMessages.ts';
import { read } from '../../protocol/schema.ts';
import { EditorPanel } from '../webview/editorPanel.ts';
import { exportUsage } from './exportUsage.ts';
import { usageViewOf, type UsageQuery, type UsageSources } from './usageViewModel.ts';

/** The dashboard: one editor tab, which `show` brings back to the front. */
export class UsageDashboard implements Disposable {
  readonly #panel: EditorPanel;
  readonly #sources: () => Promise<UsageSources>;
  #query: UsageQuery = { period: '30', stackBy: 'feature' };

  constructor(extensionUri: Uri, sources: () => Promise<UsageSources>) {
    this.#sources = sources;
    this.#panel = new EditorPanel({
      extensionUri,
      viewType: 'parlance.usage',
      title: 'Usage and Cost',
      bundle: 'usage',
      receive: (message) => {
        const known = read(fromUsageView, message);
        if (known) void this.#receive(known);
      },
    });
  }

  show(): void {
    this.#panel.show();
  }

  async export(): Promise<void> {
    const { usage } = await this.#sources();
    await exportUsage(usage);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #receive(message: FromUsageView): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#send();
      case 'show':
        this.#query = { period: message.period, stackBy: message.stackBy };
        return this.#send();
      case 'export':
        return this.export();
      case 'openBudgets':
        return void (await commands.executeCommand('workbench.action.openSettings', 'parlance.budget'));
      case 'reset':
        return this.#reset();
    }
  }

  async #reset(): Promise<void> {
    const { usage } = await this.#sources();
    const detail =
      'All requests and sums are deleted, of all windows. Budgets count from zero. Export first to keep them.';
    const choice = await window.showWarningMessage('Delete the whole ledger?', { modal: true, detail }, 'Delete');
    if (choice !== 'Delete') return;
    usage.reset();
    await this.#send();
  }

  async #send(): Promise<void> {
    const message: ToUsageView = { type: 'report', view: usageViewOf(this.#query, await this.#sources()) };
    await this.#panel.post(message);
  }
}
