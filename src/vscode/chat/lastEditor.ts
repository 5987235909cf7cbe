import { window, workspace, type Disposable, type TextEditor } from 'vscode';
import { DisposableStore } from '../lifecycle.ts';

const schemes = new Set(['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-notebook-cell', 'vscode-userdata']);

/** The text editor that the user was last in: what "here" means while the focus is in the chat. */
export class LastEditor implements Disposable {
  readonly #store = new DisposableStore();
  #last: TextEditor | undefined;

  constructor() {
    this.#see(window.activeTextEditor);
    this.#store.add(window.onDidChangeActiveTextEditor((editor) => this.#see(editor)));
    this.#store.add(
      workspace.onDidCloseTextDocument((document) => {
        if (this.#last?.document === document) this.#last = undefined;
      }),
    );
  }

  /** Undefined where there was none, or it is not visible any more. */
  get current(): TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = window;
    if (activeTextEditor && isCode(activeTextEditor)) return activeTextEditor;
    const last = this.#last;
    if (last && visibleTextEditors.includes(last)) return last;
    // The same document, in an editor that VS Code has made anew.
    return visibleTextEditors.find(({ document }) => document === last?.document);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #see(editor: TextEditor | undefined): void {
    if (editor && isCode(editor)) this.#last = editor;
  }
}

function isCode({ document }: TextEditor): boolean {
  return schemes.has(document.uri.scheme);
}
