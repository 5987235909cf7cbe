import { randomBytes } from 'node:crypto';
import { Uri, ViewColumn, commands, window, type Disposable, type WebviewPanel } from 'vscode';
import { fromUsageView, type FromUsageView, type ToUsageView } from '../../protocol/usageMessages.ts';
import { read } from '../../protocol/schema.ts';
import { DisposableStore } from '../lifecycle.ts';
import { webviewHtml } from '../webview/webviewHtml.ts';
import { exportUsage } from './exportUsage.ts';
import { usageViewOf, type UsageQuery, type UsageSources } from './usageViewModel.ts';

/** The dashboard: one editor tab, which `show` brings back to the front. */
export class UsageDashboard implements Disposable {
  readonly #extensionUri: Uri;
  readonly #sources: () => Promise<UsageSources>;
  #open: { readonly panel: WebviewPanel; readonly store: DisposableStore } | undefined;
  #query: UsageQuery = { period: '30', stackBy: 'feature' };

  constructor(extensionUri: Uri, sources: () => Promise<UsageSources>) {
    this.#extensionUri = extensionUri;
    this.#sources = sources;
  }

  show(): void {
    if (this.#open) return this.#open.panel.reveal();
    const root = Uri.joinPath(this.#extensionUri, 'dist/webview');
    const panel = window.createWebviewPanel('parlance.usage', 'Usage and Cost', ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [root],
    });
    const store = new DisposableStore();
    store.add(panel);
    store.add(panel.onDidDispose(() => this.#closed()));
    store.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const known = read(fromUsageView, message);
        if (known) void this.#receive(known);
      }),
    );
    this.#open = { panel, store };
    const address = (file: string) => panel.webview.asWebviewUri(Uri.joinPath(root, file)).toString();
    panel.webview.html = webviewHtml({
      title: 'Usage and Cost',
      script: address('usage.js'),
      style: address('usage.css'),
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
    });
  }

  async export(): Promise<void> {
    const { usage } = await this.#sources();
    await exportUsage(usage);
  }

  dispose(): void {
    this.#closed();
  }

  #closed(): void {
    const open = this.#open;
    this.#open = undefined;
    open?.store.dispose();
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
    await this.#open?.panel.webview.postMessage(message);
  }
}
