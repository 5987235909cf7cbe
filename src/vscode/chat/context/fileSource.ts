import { go } from 'fuzzysort';
import { RelativePattern, Uri, workspace, type Disposable } from 'vscode';
import type { MentionView } from '../../../protocol/chatView.ts';
import { DisposableStore } from '../../lifecycle.ts';
import type { FileExclusions } from '../../context/fileExclusions.ts';
import type { LastEditor } from '../lastEditor.ts';
import { refusal, type Collected, type ContextSource } from './contextSource.ts';
import { nameOf, readable } from './readable.ts';

interface Entry {
  readonly path: string;
  readonly uri: Uri;
}

const mostFiles = 20_000;
const mostOffered = 40;
const mostFilesOfFolder = 30;

/** Files and folders of the workspace, found by what is typed of their paths. */
export class FileSource implements ContextSource, Disposable {
  readonly prefix = 'file';
  readonly #store = new DisposableStore();
  readonly #exclusions: FileExclusions;
  readonly #lastEditor: LastEditor;
  #files: Promise<readonly Entry[]> | undefined;

  constructor(exclusions: FileExclusions, lastEditor: LastEditor) {
    this.#exclusions = exclusions;
    this.#lastEditor = lastEditor;
    const forget = () => (this.#files = undefined);
    this.#store.add(workspace.onDidCreateFiles(forget));
    this.#store.add(workspace.onDidDeleteFiles(forget));
    this.#store.add(workspace.onDidRenameFiles(forget));
    this.#store.add(workspace.onDidChangeWorkspaceFolders(forget));
    const watcher = this.#store.add(workspace.createFileSystemWatcher('**/*', false, true, false));
    this.#store.add(watcher.onDidCreate(forget));
    this.#store.add(watcher.onDidDelete(forget));
  }

  async find(query: string): Promise<readonly MentionView[]> {
    const files = await (this.#files ??= listFiles());
    if (query === '') return this.#recent();
    const folders = foldersOf(files);
    const results = go(query, [...files, ...folders], { key: 'path', limit: mostOffered, threshold: 0.2 });
    return results.map(({ obj }) => mentionOf(obj, folders.includes(obj)));
  }

  async collect(id: string): Promise<Collected> {
    const [, kind = '', address = ''] = /^file:(file|folder):(.*)$/.exec(id) ?? [];
    const uri = Uri.parse(address);
    return kind === 'folder' ? this.#collectFolder(id, uri) : this.collectFile(id, uri);
  }

  async collectFile(id: string, uri: Uri): Promise<Collected> {
    const found = await readable(uri, this.#exclusions);
    if (found.kind === 'refused') return refusal(nameOf(found.path), found.reason);
    const { document, path } = found;
    const editor = this.#lastEditor.current;
    const focusLine = editor?.document === document ? editor.selection.active.line : 0;
    const { languageId } = document;
    const text = document.getText().replaceAll('\r\n', '\n');
    return {
      kind: 'collected',
      attachment: { id, kind: 'file', label: nameOf(path), path, languageId, startLine: 0, text, focusLine },
    };
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #collectFolder(id: string, uri: Uri): Promise<Collected> {
    const path = workspace.asRelativePath(uri);
    const label = `${nameOf(path)}/`;
    const inside = await workspace.findFiles(new RelativePattern(uri, '**/*'), undefined, mostFilesOfFolder + 1);
    const files = inside.sort((a, b) => compare(a.path, b.path)).slice(0, mostFilesOfFolder);
    const read = await Promise.all(files.map((file) => readable(file, this.#exclusions)));
    const parts = read.flatMap((file) =>
      file.kind === 'readable' ? [`--- ${file.path} ---\n${file.document.getText().replaceAll('\r\n', '\n')}`] : [],
    );
    if (parts.length === 0) return refusal(label, 'no file in it may be sent');
    const missing = inside.length > files.length ? `the first ${files.length} files` : undefined;
    const kept =
      missing ?? (parts.length < files.length ? `${parts.length} of ${files.length} files may be sent` : undefined);
    const attachment = {
      id,
      kind: 'folder',
      label,
      path,
      languageId: '',
      startLine: 0,
      text: parts.join('\n'),
    } as const;
    return { kind: 'collected', attachment: kept === undefined ? attachment : { ...attachment, cut: kept } };
  }

  /** Before anything is typed: what is open. */
  #recent(): readonly MentionView[] {
    const uris = workspace.textDocuments.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri);
    return uris.slice(0, mostOffered).map((uri) => mentionOf({ uri, path: workspace.asRelativePath(uri) }, false));
  }
}

export function fileId(uri: Uri): string {
  return `file:file:${uri.toString()}`;
}

function mentionOf({ path, uri }: Entry, isFolder: boolean): MentionView {
  const name = isFolder ? `${nameOf(path)}/` : nameOf(path);
  return {
    id: isFolder ? `file:folder:${uri.toString()}` : fileId(uri),
    kind: isFolder ? 'folder' : 'file',
    label: name,
    detail: path.slice(0, -nameOf(path).length - 1),
    insert: `\`${path}\` `,
  };
}

async function listFiles(): Promise<readonly Entry[]> {
  const uris = await workspace.findFiles('**/*', undefined, mostFiles);
  return uris.map((uri) => ({ uri, path: workspace.asRelativePath(uri) }));
}

function foldersOf(files: readonly Entry[]): readonly Entry[] {
  const folders = new Map<string, Entry>();
  for (const { path, uri } of files) {
    const parts = path.split('/');
    let folder = Uri.joinPath(uri, '..');
    for (let depth = parts.length - 1; depth > 0; depth--) {
      const name = parts.slice(0, depth).join('/');
      if (folders.has(name)) break;
      folders.set(name, { path: name, uri: folder });
      folder = Uri.joinPath(folder, '..');
    }
  }
  return [...folders.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
