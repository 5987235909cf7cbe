import {
  EventEmitter,
  Range,
  Uri,
  WorkspaceEdit,
  commands,
  window,
  workspace,
  type Disposable,
  type Event,
  type TextDocument,
  type TextDocumentContentProvider,
} from 'vscode';
import { nameOf } from './context/readable.ts';

const scheme = 'parlance-proposed';

/** A changed text of a file, shown as a difference until the user decides. */
export class ProposedText implements TextDocumentContentProvider, Disposable {
  readonly #didChange = new EventEmitter<Uri>();
  readonly onDidChange: Event<Uri> = this.#didChange.event;
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #texts = new Map<string, string>();

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Shows `text` beside the document, asks, and writes it only where the user accepts: one undo step. */
  async review(document: TextDocument, text: string): Promise<void> {
    const name = nameOf(document.uri.path);
    const proposed = document.uri.with({ scheme, query: document.uri.scheme });
    const { version } = document;
    this.#texts.set(proposed.toString(), text);
    this.#didChange.fire(proposed);
    await commands.executeCommand('vscode.diff', document.uri, proposed, `${name} ↔ proposed`);
    const choice = await window.showInformationMessage(`Apply this change to ${name}?`, 'Accept', 'Reject');
    await closeDiff(proposed);
    this.#texts.delete(proposed.toString());
    if (choice !== 'Accept') return;
    if (document.version !== version) {
      void window.showWarningMessage(`${name} has changed meanwhile, so nothing was applied. Apply the block again.`);
      return;
    }
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
    await workspace.applyEdit(edit);
    await window.showTextDocument(document);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#didChange.dispose();
  }
}

async function closeDiff(proposed: Uri): Promise<void> {
  const isDiff = (input: unknown) =>
    typeof input === 'object' &&
    input !== null &&
    'modified' in input &&
    input.modified instanceof Uri &&
    input.modified.toString() === proposed.toString();
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs.filter(({ input }) => isDiff(input)));
  if (tabs.length > 0) await window.tabGroups.close(tabs);
}
