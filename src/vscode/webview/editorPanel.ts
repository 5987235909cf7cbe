import { randomBytes } from 'node:crypto';
import { Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import { DisposableStore } from '../lifecycle.ts';
import { webviewHtml } from './webviewHtml.ts';

export interface EditorPanelParts {
  readonly extensionUri: Uri;
  /** VS Code's name for this kind of panel. */
  readonly viewType: string;
  readonly title: string;
  /** Of the files in `dist/webview`. */
  readonly bundle: string;
  readonly receive: (message: unknown) => void;
  readonly onClose?: () => void;
}

/** A webview in an editor tab, of which there is one: `show` opens it or brings it back to the front. */
export class EditorPanel implements Disposable {
  readonly #parts: EditorPanelParts;
  #open: { readonly panel: WebviewPanel; readonly store: DisposableStore } | undefined;

  constructor(parts: EditorPanelParts) {
    this.#parts = parts;
  }

  get isVisible(): boolean {
    return this.#open?.panel.visible ?? false;
  }

  show(): void {
    if (this.#open) return this.#open.panel.reveal();
    const { extensionUri, viewType, title, bundle, receive } = this.#parts;
    const root = Uri.joinPath(extensionUri, 'dist/webview');
    const panel = window.createWebviewPanel(viewType, title, ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [root],
    });
    const store = new DisposableStore();
    store.add(panel);
    store.add(panel.onDidDispose(() => this.dispose()));
    store.add(panel.webview.onDidReceiveMessage(receive));
    this.#open = { panel, store };
    const address = (file: string) => panel.webview.asWebviewUri(Uri.joinPath(root, file)).toString();
    panel.webview.html = webviewHtml({
      title,
      script: address(`${bundle}.js`),
      style: address(`${bundle}.css`),
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
    });
  }

  async post(message: unknown): Promise<void> {
    await this.#open?.panel.webview.postMessage(message);
  }

  dispose(): void {
    const open = this.#open;
    this.#open = undefined;
    if (!open) return;
    open.store.dispose();
    this.#parts.onClose?.();
  }
}
