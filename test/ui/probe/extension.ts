import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { commands, ConfigurationTarget, extensions, languages, Position, Range, Uri, window, workspace } from 'vscode';
import type { Question, Questions } from './questions.ts';

type Answers = { [Q in Question]: (ask: Questions[Q]['ask']) => unknown };

const documentAt = (path: string) => workspace.textDocuments.find(({ uri }) => uri.fsPath === path);

const answers: Answers = {
  open: async ({ path, line, character }) => {
    const at = new Position(line, character);
    await window.showTextDocument(Uri.file(path), { selection: new Range(at, at), preview: false });
  },
  text: ({ path }) => documentAt(path)?.getText(),
  activeEditor: () => {
    const editor = window.activeTextEditor;
    if (!editor) return undefined;
    const { document, selection } = editor;
    return {
      path: document.uri.fsPath,
      languageId: document.languageId,
      isDirty: document.isDirty,
      line: selection.active.line,
      character: selection.active.character,
      selectedText: document.getText(selection),
    };
  },
  command: ({ id, args }) => commands.executeCommand(id, ...args),
  revertAndCloseAll: async () => {
    for (const document of workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await window.showTextDocument(document);
      await commands.executeCommand('workbench.action.files.revert');
    }
    await commands.executeCommand('workbench.action.closeAllEditors');
  },
  isActive: ({ extension }) => extensions.getExtension(extension)?.isActive ?? false,
  setting: ({ key, value }) => workspace.getConfiguration().update(key, value, ConfigurationTarget.Global),
  diagnostics: ({ path }) =>
    languages
      .getDiagnostics(documentAt(path)?.uri ?? window.activeTextEditor!.document.uri)
      .map((each) => each.message),
};

/** Calls the tests, which listen, and answers them until the window closes. */
export function activate(): void {
  const socket = connect(Number(process.env['PARLANCE_PROBE']), '127.0.0.1');
  socket.on('error', () => undefined); // the tests are over
  createInterface(socket).on('line', (line) => {
    const { id, question, ask } = JSON.parse(line) as { id: number; question: Question; ask: never };
    void Promise.resolve(answers[question](ask)).then(
      (answer) => socket.write(`${JSON.stringify({ id, answer })}\n`),
      (error: unknown) => socket.write(`${JSON.stringify({ id, error: String(error) })}\n`),
    );
  });
}
