import { window, type Disposable, type Event, EventEmitter } from 'vscode';
import type { Tokens } from '../../core/base/units.ts';
import type { Attachment, CountTokens } from '../../core/chat/chat.ts';
import { fitAttachments, type FittedAttachment } from '../../core/chat/fitAttachments.ts';
import type { ChipView } from '../../protocol/chatView.ts';
import { DisposableStore } from '../lifecycle.ts';
import type { Collected, ContextSource } from './context/contextSource.ts';
import { selectionId } from './context/editorSource.ts';
import { fileId } from './context/fileSource.ts';
import type { LastEditor } from './lastEditor.ts';

/** What goes along with the next message, as it is at this moment. */
export interface Along {
  readonly chips: readonly ChipView[];
  readonly attachments: readonly Attachment[];
  readonly tokens: Tokens;
}

interface Gathered {
  readonly id: string;
  readonly collected: Collected;
  readonly isFollowing: boolean;
}

/** What the user has put beside the next message, and the editor that he is in. */
export class Chips implements Disposable {
  readonly #store = new DisposableStore();
  readonly #didChange = this.#store.add(new EventEmitter<void>());
  readonly #sources: readonly ContextSource[];
  readonly #lastEditor: LastEditor;
  readonly #ids = new Set<string>();
  /** The file that the user took away: it comes back only with another. */
  #dismissed: string | undefined;

  /** Fires when other things go along than before; what they hold may change at any time. */
  readonly onDidChange: Event<void> = this.#didChange.event;

  constructor(sources: readonly ContextSource[], lastEditor: LastEditor) {
    this.#sources = sources;
    this.#lastEditor = lastEditor;
    const changed = () => this.#didChange.fire();
    this.#store.add(window.onDidChangeActiveTextEditor(changed));
    this.#store.add(window.onDidChangeTextEditorSelection(changed));
  }

  add(id: string): void {
    this.#ids.add(id);
    this.#didChange.fire();
  }

  remove(id: string): void {
    if (!this.#ids.delete(id)) this.#dismissed = this.#lastEditor.current?.document.uri.toString();
    this.#didChange.fire();
  }

  /** After a message has gone: what was added for it has gone with it. */
  clear(): void {
    this.#ids.clear();
    this.#didChange.fire();
  }

  /** @param maxTokens for all of them together */
  async gather(maxTokens: Tokens, count: CountTokens): Promise<Along> {
    const following = this.#following();
    const ids = [...this.#ids].map((id) => ({ id, isFollowing: false }));
    const all =
      following === undefined || this.#ids.has(following) ? ids : [...ids, { id: following, isFollowing: true }];
    const gathered = await Promise.all(
      all.map(async ({ id, isFollowing }): Promise<Gathered> => ({
        id,
        isFollowing,
        collected: await this.#collect(id),
      })),
    );
    const offered = gathered.flatMap(({ collected }) => (collected.kind === 'collected' ? [collected.attachment] : []));
    const fitted = fitAttachments(offered, maxTokens, count);
    const byId = new Map(offered.map(({ id }, index) => [id, fitted[index]]));
    return {
      chips: gathered.map((chip) => chipView(chip, byId.get(chip.id))),
      attachments: fitted.flatMap(({ attachment }) => attachment ?? []),
      tokens: fitted.reduce((sum, { tokens }) => sum + tokens, 0),
    };
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** The selection, else the file, unless it was taken away. */
  #following(): string | undefined {
    const editor = this.#lastEditor.current;
    if (!editor || editor.document.uri.toString() === this.#dismissed) return undefined;
    return editor.selection.isEmpty ? fileId(editor.document.uri) : selectionId(editor);
  }

  async #collect(id: string): Promise<Collected> {
    const source = this.#sources.find(({ prefix }) => id.startsWith(`${prefix}:`));
    return source ? source.collect(id) : { kind: 'refused', label: id, reason: 'is not known' };
  }
}

function chipView({ id, collected, isFollowing }: Gathered, fitted: FittedAttachment | undefined): ChipView {
  if (collected.kind === 'refused') {
    const { label, reason } = collected;
    return { id, kind: kindOf(id), label, detail: label, tokens: 0, warning: reason, isFollowing };
  }
  const { kind, label, path } = collected.attachment;
  const chip = { id, kind, label, detail: path || label, tokens: fitted?.tokens ?? 0, isFollowing };
  return fitted?.warning === undefined ? chip : { ...chip, warning: fitted.warning };
}

const kinds = ['selection', 'file', 'folder', 'symbol', 'problems', 'diff', 'terminal', 'editors'] as const;

function kindOf(id: string): ChipView['kind'] {
  if (id.startsWith('file:folder:')) return 'folder';
  return kinds.find((kind) => id.startsWith(`${kind}:`)) ?? 'file';
}
