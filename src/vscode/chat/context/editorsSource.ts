import { TabInputText, window } from 'vscode';
import type { MentionView } from '../../../protocol/chatView.ts';
import type { FileExclusions } from '../../context/fileExclusions.ts';
import { refusal, type Collected, type ContextSource } from './contextSource.ts';
import { readable } from './readable.ts';

const label = 'Open editors';

/** Everything that has a tab. */
export class EditorsSource implements ContextSource {
  readonly prefix = 'editors';
  readonly #exclusions: FileExclusions;

  constructor(exclusions: FileExclusions) {
    this.#exclusions = exclusions;
  }

  find(query: string): readonly MentionView[] {
    const isWanted = 'editors'.startsWith(query.toLowerCase());
    const count = openUris().length;
    if (!isWanted || count === 0) return [];
    return [{ id: 'editors:', kind: 'editors', label, detail: `${count} files`, insert: '' }];
  }

  async collect(id: string): Promise<Collected> {
    const read = await Promise.all(openUris().map((uri) => readable(uri, this.#exclusions)));
    const parts = read.flatMap((file) =>
      file.kind === 'readable' ? [`--- ${file.path} ---\n${file.document.getText().replaceAll('\r\n', '\n')}`] : [],
    );
    if (parts.length === 0) return refusal(label, 'no open file may be sent');
    const attachment = {
      id,
      kind: 'editors',
      label,
      path: '',
      languageId: '',
      startLine: 0,
      text: parts.join('\n'),
    } as const;
    if (parts.length === read.length) return { kind: 'collected', attachment };
    return {
      kind: 'collected',
      attachment: { ...attachment, cut: `${parts.length} of ${read.length} files may be sent` },
    };
  }
}

function openUris() {
  const uris = window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : [])),
  );
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}
