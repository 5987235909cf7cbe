import { extensions, Uri } from 'vscode';
import { splitDiff } from '../../../core/chat/splitDiff.ts';
import type { MentionView } from '../../../protocol/chatView.ts';
import type { FileExclusions } from '../../context/fileExclusions.ts';
import { refusal, type Collected, type ContextSource } from './contextSource.ts';

/** The part that we use of the API of VS Code's own git extension. */
interface GitApi {
  readonly repositories: readonly {
    readonly rootUri: Uri;
    diff(cached?: boolean): Promise<string>;
  }[];
}
interface GitExports {
  getAPI(version: 1): GitApi;
}

const diffs = [
  { id: 'diff:working', label: 'Working changes', isStaged: false },
  { id: 'diff:staged', label: 'Staged changes', isStaged: true },
] as const;

/** What git says has changed. */
export class DiffSource implements ContextSource {
  readonly prefix = 'diff';
  readonly #exclusions: FileExclusions;

  constructor(exclusions: FileExclusions) {
    this.#exclusions = exclusions;
  }

  async find(query: string): Promise<readonly MentionView[]> {
    const wanted = query.toLowerCase();
    const isWanted = ['diff', 'staged', 'changes'].some((word) => word.startsWith(wanted));
    if (!isWanted || (await repositories()).length === 0) return [];
    return diffs.map(({ id, label, isStaged }) => ({
      id,
      kind: 'diff',
      label,
      detail: isStaged ? 'git diff --staged' : 'git diff',
      insert: '',
    }));
  }

  async collect(id: string): Promise<Collected> {
    const { label, isStaged } = diffs.find((diff) => diff.id === id) ?? diffs[0];
    const parts: string[] = [];
    let excluded = 0;
    for (const repository of await repositories()) {
      for (const { path, text } of splitDiff(await repository.diff(isStaged))) {
        const verdict = await this.#exclusions.verdictOfName(Uri.joinPath(repository.rootUri, path));
        if (verdict.kind === 'allowed') parts.push(text);
        else excluded++;
      }
    }
    if (parts.length === 0)
      return refusal(label, excluded > 0 ? 'only files that are never sent have changed' : 'there are none');
    const attachment = {
      id,
      kind: 'diff',
      label,
      path: '',
      languageId: 'diff',
      startLine: 0,
      text: parts.join(''),
    } as const;
    return {
      kind: 'collected',
      attachment: excluded === 0 ? attachment : { ...attachment, cut: `without ${excluded} files that are never sent` },
    };
  }
}

async function repositories(): Promise<GitApi['repositories']> {
  const git = extensions.getExtension<GitExports>('vscode.git');
  if (!git) return [];
  return (await git.activate()).getAPI(1).repositories;
}
