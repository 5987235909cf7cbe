import { RelativePattern, commands, workspace, type Disposable, type Uri } from 'vscode';
import { parsePromptFile, type PromptFile } from '../../core/chat/promptFile.ts';
import { DisposableStore } from '../lifecycle.ts';
import { nameOf } from './context/readable.ts';

const pattern = '.parlance/prompts/*.md';

/** The user's own prompts in trusted workspaces, read again when one changes. */
export class PromptFiles implements Disposable {
  readonly #store = new DisposableStore();
  readonly #onChange: () => void;
  readonly #run: (name: string) => Promise<void>;
  #prompts: readonly PromptFile[] = [];
  #commands = new DisposableStore();

  /** @param run sends the prompt of that name, as its command does */
  constructor(onChange: () => void, run: (name: string) => Promise<void>) {
    this.#onChange = onChange;
    this.#run = run;
    const refresh = () => void this.#read();
    for (const { uri } of workspace.workspaceFolders ?? []) {
      const watcher = this.#store.add(workspace.createFileSystemWatcher(new RelativePattern(uri, pattern)));
      for (const changed of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
        this.#store.add(changed(refresh));
      }
    }
    this.#store.add(workspace.onDidGrantWorkspaceTrust(refresh));
    refresh();
  }

  /** By name, the first of several with one name. */
  get all(): readonly PromptFile[] {
    return this.#prompts;
  }

  dispose(): void {
    this.#commands.dispose();
    this.#store.dispose();
  }

  async #read(): Promise<void> {
    const uris = workspace.isTrusted ? await workspace.findFiles(pattern, null) : [];
    const read = await Promise.all(uris.map(readPrompt));
    const byName = new Map(read.flatMap((prompt) => (prompt ? [[prompt.name, prompt] as const] : [])).toReversed());
    this.#prompts = [...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name));
    this.#offer();
    this.#onChange();
  }

  /** For keybindings: VS Code's palette lists only what a manifest names. */
  #offer(): void {
    this.#commands.dispose();
    this.#commands = new DisposableStore();
    for (const { name } of this.#prompts)
      this.#commands.add(commands.registerCommand(`parlance.prompt.${name}`, () => this.#run(name)));
  }
}

async function readPrompt(uri: Uri): Promise<PromptFile | undefined> {
  try {
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    const prompt = parsePromptFile(nameOf(uri.path), text);
    return prompt.name === '' || prompt.body === '' ? undefined : prompt;
  } catch {
    return undefined; // deleted meanwhile
  }
}
