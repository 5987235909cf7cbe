import { Position, Uri, env, languages, window, workspace, type TextDocument, type TextEditor } from 'vscode';
import { applyBlock } from '../../core/chat/applyBlock.ts';
import type { CodeAction } from '../../protocol/chatMessages.ts';
import { parseCodeInfo, type CodeInfo } from '../../protocol/codeInfo.ts';
import type { LastEditor } from './lastEditor.ts';
import type { ProposedText } from './proposedText.ts';

/** What the buttons of code blocks do. Returns what to tell users who do not see the editor. */
export class CodeBlocks {
  readonly #lastEditor: LastEditor;
  readonly #proposed: ProposedText;

  constructor(lastEditor: LastEditor, proposed: ProposedText) {
    this.#lastEditor = lastEditor;
    this.#proposed = proposed;
  }

  async act(action: CodeAction, code: string, info: string): Promise<string> {
    switch (action) {
      case 'copy':
        await env.clipboard.writeText(code);
        return 'Copied.';
      case 'insert':
        return this.#edit(code, (editor) => editor.selection.active);
      case 'replace':
        return this.#edit(code, (editor) => editor.selection);
      case 'newFile':
        await openNew(code, parseCodeInfo(info));
        return 'Opened in a new file.';
      case 'apply':
        return this.#apply(code, parseCodeInfo(info));
    }
  }

  async #edit(
    code: string,
    where: (editor: TextEditor) => TextEditor['selection'] | TextEditor['selection']['active'],
  ) {
    const editor = this.#lastEditor.current;
    if (!editor) {
      void window.showWarningMessage('There is no editor to write into. Open a file first, or choose New File.');
      return '';
    }
    const { document, viewColumn } = editor;
    const shown = await window.showTextDocument(document, { ...(viewColumn && { viewColumn }), preserveFocus: false });
    const place = where(editor);
    const isDone = await shown.edit((builder) => builder.replace(place, code));
    return isDone ? 'Written into the editor.' : '';
  }

  /** Shows the difference; the file changes only when the user accepts it. */
  async #apply(code: string, info: CodeInfo): Promise<string> {
    const document = await this.#documentFor(info);
    if (!document) {
      void window.showWarningMessage(
        'The block names no file, and no editor is open. Open the file, then apply again.',
      );
      return '';
    }
    const applied = applyBlock(document.getText(), code, info.lines);
    if (applied.kind === 'refused') {
      void window.showWarningMessage(applied.reason);
      return '';
    }
    if (applied.text === document.getText()) {
      void window.showInformationMessage('The file has this code already.');
      return '';
    }
    await this.#proposed.review(document, applied.text);
    return 'The change is shown beside the file. Accept or reject it above the editor.';
  }

  async #documentFor({ path }: CodeInfo): Promise<TextDocument | undefined> {
    if (path !== undefined) {
      const [found] = await workspace.findFiles(path.replace(/^\/+/, ''), undefined, 1);
      if (found) return workspace.openTextDocument(found);
    }
    return this.#lastEditor.current?.document;
  }
}

/** Unsaved: nothing is on disk before the user saves it. */
async function openNew(code: string, { language, path }: CodeInfo): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const named = path !== undefined && folder ? Uri.joinPath(folder, path) : undefined;
  const isInside = named?.path.startsWith(`${folder?.path}/`) ?? false;
  if (path !== undefined && named && isInside && (await workspace.findFiles(path, undefined, 1)).length === 0) {
    const editor = await window.showTextDocument(await workspace.openTextDocument(named.with({ scheme: 'untitled' })));
    await editor.edit((builder) => builder.insert(new Position(0, 0), code));
    return;
  }
  const known = await languages.getLanguages();
  const isKnown = known.includes(language);
  const document = await workspace.openTextDocument({ content: code, ...(isKnown && { language }) });
  await window.showTextDocument(document);
}
