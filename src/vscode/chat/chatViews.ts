import { randomBytes } from 'node:crypto';
import {
  Uri,
  ViewColumn,
  commands,
  window,
  type Disposable,
  type Webview,
  type WebviewOptions,
  type WebviewView,
  type WebviewViewProvider,
} from 'vscode';
import { DisposableStore } from '../lifecycle.ts';
import { webviewHtml } from '../webview/webviewHtml.ts';
import type { ChatServices } from './chatServices.ts';
import { ChatSession } from './chatSession.ts';

const viewType = 'parlance.chat';

/** Where the chat is seen: the view in the side bar, and editors. */
export class ChatViews implements WebviewViewProvider, Disposable {
  readonly #store = new DisposableStore();
  readonly #services: ChatServices;
  readonly #extensionUri: Uri;
  #inView: ChatSession | undefined;

  constructor(services: ChatServices, extensionUri: Uri) {
    this.#services = services;
    this.#extensionUri = extensionUri;
    const options = { webviewOptions: { retainContextWhenHidden: true } };
    this.#store.add(window.registerWebviewViewProvider(viewType, this, options));
  }

  resolveWebviewView(view: WebviewView): void {
    const session = this.#attach(view.webview, false);
    this.#inView = session;
    this.#store.add(
      view.onDidDispose(() => {
        session.dispose();
        if (this.#inView === session) this.#inView = undefined;
      }),
    );
  }

  /** Shows the view, with the keyboard's focus in its input. */
  async reveal(): Promise<ChatSession | undefined> {
    await commands.executeCommand(`${viewType}.focus`);
    this.#inView?.focus();
    return this.#inView;
  }

  /** The session in the side bar, if it was ever opened. */
  get inView(): ChatSession | undefined {
    return this.#inView;
  }

  async openInEditor(chatId: string): Promise<void> {
    const panel = window.createWebviewPanel(viewType, 'Parlance Chat', ViewColumn.Active, {
      ...this.#options,
      retainContextWhenHidden: true,
    });
    const session = this.#attach(panel.webview, true);
    this.#store.add(panel.onDidDispose(() => session.dispose()));
    await session.show(chatId);
  }

  dispose(): void {
    this.#inView?.dispose();
    this.#store.dispose();
  }

  get #options(): WebviewOptions {
    return { enableScripts: true, localResourceRoots: [Uri.joinPath(this.#extensionUri, 'dist/webview')] };
  }

  #attach(webview: Webview, isInEditor: boolean): ChatSession {
    webview.options = this.#options;
    const session = new ChatSession(webview, this.#services, isInEditor);
    webview.html = this.#page(webview);
    return session;
  }

  #page(webview: Webview): string {
    const address = (file: string) =>
      webview.asWebviewUri(Uri.joinPath(this.#extensionUri, 'dist/webview', file)).toString();
    return webviewHtml({
      title: 'Parlance Chat',
      script: address('chat.js'),
      style: address('chat.css'),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
    });
  }
}
