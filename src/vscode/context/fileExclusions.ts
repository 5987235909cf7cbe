import { EventEmitter, RelativePattern, Uri, workspace, type Disposable, type Event, type TextDocument } from 'vscode';
import { verdictOfText } from '../../core/context/exclude/content.ts';
import { Exclusions } from '../../core/context/exclude/exclusions.ts';
import type { Verdict } from '../../core/context/exclude/verdict.ts';
import { DisposableStore } from '../lifecycle.ts';
import type { SettingsReader } from '../settings.ts';

interface Folder extends Disposable {
  readonly exclusions: Exclusions;
}

/** Whether a file may be sent, by the ignore files and settings of its workspace folder. */
export class FileExclusions implements Disposable {
  readonly #store = new DisposableStore();
  readonly #didChange = this.#store.add(new EventEmitter<void>());
  readonly #settings: SettingsReader;
  readonly #folders = new Map<string, Folder>();
  /** For files outside of every folder there are no ignore files, only our own list and the setting. */
  readonly #outside: Exclusions;

  readonly onDidChange: Event<void> = this.#didChange.event;

  constructor(settings: SettingsReader) {
    this.#settings = settings;
    this.#outside = new Exclusions(() => Promise.resolve(undefined), settings.read().context.exclude);
    this.#store.add(settings.onDidChange(() => this.#applyGlobs()));
    this.#store.add(
      workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const { uri } of removed) {
          this.#folders.get(uri.toString())?.dispose();
          this.#folders.delete(uri.toString());
        }
      }),
    );
  }

  async verdict(document: TextDocument): Promise<Verdict> {
    const { exclusions, path } = this.#placeOf(document.uri);
    const verdict = await exclusions.decide(path);
    return verdict.kind === 'allowed' ? verdictOfText(path, document.getText()) : verdict;
  }

  /** By its name alone, for a file whose text is not at hand. */
  async verdictOfName(uri: Uri): Promise<Verdict> {
    const { exclusions, path } = this.#placeOf(uri);
    return exclusions.decide(path);
  }

  /** At once, for typing; undefined while the ignore files have not been read. */
  verdictNow(document: TextDocument): Verdict | undefined {
    const { exclusions, path } = this.#placeOf(document.uri);
    return exclusions.decideNow(path);
  }

  dispose(): void {
    for (const folder of this.#folders.values()) folder.dispose();
    this.#store.dispose();
  }

  #placeOf(uri: Uri): { readonly exclusions: Exclusions; readonly path: string } {
    const folder = workspace.getWorkspaceFolder(uri);
    if (!folder) return { exclusions: this.#outside, path: uri.path.split('/').at(-1) ?? uri.path };
    return { exclusions: this.#folderAt(folder.uri).exclusions, path: workspace.asRelativePath(uri, false) };
  }

  #folderAt(root: Uri): Folder {
    const key = root.toString();
    let folder = this.#folders.get(key);
    if (!folder) this.#folders.set(key, (folder = this.#watch(root)));
    return folder;
  }

  #watch(root: Uri): Folder {
    const exclusions = new Exclusions(
      (path) => readText(Uri.joinPath(root, path)),
      this.#settings.read(root).context.exclude,
    );
    const store = new DisposableStore();
    const watcher = store.add(
      workspace.createFileSystemWatcher(new RelativePattern(root, '**/{.gitignore,.parlanceignore}')),
    );
    const forget = () => {
      exclusions.forgetIgnoreFiles();
      this.#didChange.fire();
    };
    for (const changed of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) store.add(changed(forget));
    return { exclusions, dispose: () => store.dispose() };
  }

  #applyGlobs(): void {
    this.#outside.setGlobs(this.#settings.read().context.exclude);
    for (const [root, { exclusions }] of this.#folders) {
      exclusions.setGlobs(this.#settings.read(Uri.parse(root)).context.exclude);
    }
    this.#didChange.fire();
  }
}

async function readText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined; // No such file: no rules.
  }
}
