import { workspace, type Disposable, type TextDocument, type TextDocumentChangeEvent } from 'vscode';
import type { FileIndex } from '../../core/context/similar/fileIndex.ts';
import { DisposableStore } from '../lifecycle.ts';

/** What users write code in; not output channels, diffs, or settings. */
const schemes = new Set(['file', 'untitled', 'vscode-vfs', 'vscode-notebook-cell']);
/** A generated file of a megabyte would cost more to index than its snippets are worth. */
const largestIndexed = 1_000_000;

/** Relative to its workspace folder with forward slashes, as context names files. */
export function contextPath(document: TextDocument): string {
  return workspace.asRelativePath(document.uri, (workspace.workspaceFolders?.length ?? 0) > 1);
}

/** Keeps the index of similar code in step with the open documents, change by change. */
export class OpenFiles implements Disposable {
  readonly #store = new DisposableStore();
  readonly #index: FileIndex;

  constructor(index: FileIndex) {
    this.#index = index;
    this.#store.add(workspace.onDidOpenTextDocument((document) => this.#open(document)));
    this.#store.add(workspace.onDidCloseTextDocument((document) => this.#index.close(contextPath(document))));
    this.#store.add(workspace.onDidChangeTextDocument((event) => this.#change(event)));
    this.#store.add(
      workspace.onDidDeleteFiles(({ files }) =>
        files.forEach((uri) => this.#index.remove(workspace.asRelativePath(uri))),
      ),
    );
    workspace.textDocuments.forEach((document) => this.#open(document));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #open(document: TextDocument): void {
    if (!schemes.has(document.uri.scheme)) return;
    const text = document.getText();
    if (text.length > largestIndexed) return;
    this.#index.open({ path: contextPath(document), languageId: document.languageId, lines: text.split(/\r\n|\n/) });
  }

  #change({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (!schemes.has(document.uri.scheme) || contentChanges.length === 0) return;
    const isInStep = contentChanges.length === 1 && this.#changeLines(document, contentChanges[0]);
    if (!isInStep) this.#open(document);
  }

  #changeLines(document: TextDocument, change: TextDocumentChangeEvent['contentChanges'][number] | undefined): boolean {
    if (!change) return false;
    const { start, end } = change.range;
    const lineShift = change.text.split('\n').length - 1;
    const lines = Array.from({ length: lineShift + 1 }, (_, index) => document.lineAt(start.line + index).text);
    return this.#index.change({
      path: contextPath(document),
      startLine: start.line,
      endLine: end.line + 1,
      lines,
      lineCount: document.lineCount,
    });
  }
}
