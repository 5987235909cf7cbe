import { Uri, type TextEditor } from 'vscode';
import type { MentionView } from '../../../protocol/chatView.ts';
import type { FileExclusions } from '../../context/fileExclusions.ts';
import type { LastEditor } from '../lastEditor.ts';
import { refusal, type Collected, type ContextSource } from './contextSource.ts';
import { nameOf, readable } from './readable.ts';

/** What is selected in the editor, as it is now. */
export class SelectionSource implements ContextSource {
  readonly prefix = 'selection';
  readonly #lastEditor: LastEditor;
  readonly #exclusions: FileExclusions;

  constructor(lastEditor: LastEditor, exclusions: FileExclusions) {
    this.#lastEditor = lastEditor;
    this.#exclusions = exclusions;
  }

  find(): readonly MentionView[] {
    const editor = this.#lastEditor.current;
    if (!editor || editor.selection.isEmpty) return [];
    return [{ id: selectionId(editor), kind: 'selection', label: 'Selection', detail: labelOf(editor), insert: '' }];
  }

  async collect(id: string): Promise<Collected> {
    const [, startLine = 0, endLine = 0, address = ''] = /^selection:(\d+)-(\d+):(.*)$/.exec(id) ?? [];
    const found = await readable(Uri.parse(address), this.#exclusions);
    if (found.kind === 'refused') return refusal(nameOf(found.path), found.reason);
    const { document, path } = found;
    const first = Math.min(Number(startLine), document.lineCount - 1);
    const last = Math.min(Number(endLine), document.lineCount - 1);
    const lines = Array.from({ length: last - first + 1 }, (_, index) => document.lineAt(first + index).text);
    const label = `${nameOf(path)}:${first + 1}-${last + 1}`;
    const { languageId } = document;
    return {
      kind: 'collected',
      attachment: { id, kind: 'selection', label, path, languageId, startLine: first, text: lines.join('\n') },
    };
  }
}

/** Whole lines: half of a statement says less than it saves. */
export function selectionId({ document, selection }: TextEditor): string {
  const { start, end } = selection;
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return `selection:${start.line}-${last}:${document.uri.toString()}`;
}

function labelOf({ document, selection }: TextEditor): string {
  return `${nameOf(document.uri.path)}, lines ${selection.start.line + 1}-${selection.end.line + 1}`;
}
