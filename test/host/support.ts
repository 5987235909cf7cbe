import {
  ConfigurationTarget,
  Position,
  Selection,
  commands,
  window,
  workspace,
  type CodeLens,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from '../fakes/fakeProvider.ts';

export async function configure(values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [key, value] of Object.entries(values)) {
    await workspace.getConfiguration('parlance').update(key, value, ConfigurationTarget.Global);
  }
}

/** Points Parlance at a fake provider for the tests of the enclosing `describe`. */
export function withProvider(options?: FakeProviderOptions): { readonly current: FakeProvider } {
  let provider: FakeProvider | undefined;
  before(async () => {
    provider = await startFakeProvider(options);
    const price = { inputPrice: 0.28, cachedInputPrice: 0.028, outputPrice: 0.42 };
    await configure({ provider: 'custom', baseUrl: provider.baseUrl, models: [{ id: 'deepseek-v3.2', ...price }] });
  });
  after(async () => {
    await configure({ provider: undefined, baseUrl: undefined, models: undefined });
    await provider?.close();
  });
  return {
    get current() {
      return provider!;
    },
  };
}

/** Opens a new document; `█` is the cursor. */
export async function open(drawing: string, language = 'typescript'): Promise<TextEditor> {
  const cursor = drawing.indexOf('█');
  const document = await workspace.openTextDocument({ content: drawing.replace('█', ''), language });
  const editor = await window.showTextDocument(document, { preview: false });
  editor.options = { insertSpaces: true, tabSize: 2 };
  const at = cursor < 0 ? new Position(0, 0) : document.positionAt(cursor);
  editor.selection = new Selection(at, at);
  return editor;
}

export async function closeAll(): Promise<void> {
  await commands.executeCommand('notifications.clearAll');
  await commands.executeCommand('workbench.action.closeAllEditors');
}

export const generate = (): Thenable<void> => commands.executeCommand<void>('parlance.generateFromComment');

export async function lensTitles({ document }: TextEditor): Promise<string[]> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
  return lenses.flatMap(({ command }) => command?.title ?? []);
}

/** Resolves when `condition` holds for the document, checked at each of its changes. */
export function changed(document: TextDocument, condition: (text: string) => boolean): Promise<void> {
  if (condition(document.getText())) return Promise.resolve();
  return new Promise((resolve) => {
    const listener: Disposable = workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || !condition(document.getText())) return;
      listener.dispose();
      resolve();
    });
  });
}

/** What the user types. A test's view of the document can be stale where a user's is not: it asks until it fits. */
export async function type(editor: TextEditor, at: () => Position, text: string): Promise<void> {
  while (!(await editor.edit((builder) => builder.insert(at(), text))));
}
