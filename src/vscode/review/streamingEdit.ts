import {
  EventEmitter,
  Range,
  WorkspaceEdit,
  window,
  workspace,
  type Event,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextEditor,
} from 'vscode';
import { trackAll, type TextRange } from '../../core/base/trackedRange.ts';
import { DisposableStore } from '../lifecycle.ts';

interface UndoStops {
  readonly before: boolean;
  readonly after: boolean;
}

interface OwnChange {
  readonly versionBefore: number;
  readonly lengthAfter: number;
  readonly offset: number;
  readonly text: string;
}

/** How long to wait for the change that made VS Code refuse an edit before calling the document read-only. */
const refusalWaitMs = 1000;

/**
 * Text that streams into a range of a document while the user goes on typing elsewhere.
 * Nothing is written before the first `append`; `revert` brings back every byte that was replaced;
 * the whole of it is one undo step, whatever was typed in between.
 */
export class StreamingEdit {
  readonly document: TextDocument;
  readonly #original: string;
  readonly #store = new DisposableStore();
  readonly #didDisturb = this.#store.add(new EventEmitter<void>());
  readonly #didMove = this.#store.add(new EventEmitter<void>());
  #range: TextRange;
  #written: string | undefined;
  #pending = '';
  #pump: Promise<void> | undefined;
  #own: OwnChange | undefined;
  #isDisturbed = false;
  /** True once undo steps of the user's stand between ours. */
  #isInterleaved = false;

  /** Fires once, when someone else changes the text inside the range or the document is closed. */
  readonly onDidDisturb: Event<void> = this.#didDisturb.event;
  /** Fires when the range has grown or moved. */
  readonly onDidMove: Event<void> = this.#didMove.event;

  constructor(document: TextDocument, range: TextRange) {
    this.document = document;
    this.#range = range;
    this.#original = document.getText(this.range);
    this.#store.add(workspace.onDidChangeTextDocument((event) => this.#onChange(event)));
    this.#store.add(workspace.onDidCloseTextDocument((closed) => closed === document && this.#disturb()));
  }

  /** The range that holds what was written; before that, what will be replaced. */
  get range(): Range {
    return new Range(this.document.positionAt(this.#range.start), this.document.positionAt(this.#range.end));
  }

  /** The same, in UTF-16 offsets. */
  get offsets(): TextRange {
    return this.#range;
  }

  get hasWritten(): boolean {
    return this.#written !== undefined;
  }

  get isDisturbed(): boolean {
    return this.#isDisturbed;
  }

  /**
   * Queues `text` (with the document's line ends) and returns at once. What arrives while an edit is under way
   * goes into the next one, so a fast stream costs few edits.
   */
  append(text: string): void {
    if (text === '' || this.#isDisturbed) return;
    this.#pending += text;
    this.#pump ??= this.#writePending().finally(() => (this.#pump = undefined));
  }

  /**
   * Waits until everything is in the document, as one undo step.
   * @throws when VS Code refuses to edit the document.
   */
  async finish(): Promise<void> {
    await this.#pump;
    if (!this.#isInterleaved || this.#written === undefined || this.#isDisturbed) return;
    const whole = this.#written;
    await this.#write('whole', this.#original, { before: false, after: true });
    await this.#write('whole', whole, { before: true, after: true });
  }

  /**
   * Puts back what stood in the range before. After someone else's change in the range it leaves everything as it is.
   * @throws when VS Code refuses to edit the document.
   */
  async revert(): Promise<void> {
    this.#pending = '';
    await this.#pump;
    if (this.#written === undefined || this.#isDisturbed) return;
    await this.#write('whole', this.#original, { before: true, after: true });
    this.#written = undefined;
  }

  dispose(): void {
    this.#pending = '';
    this.#store.dispose();
  }

  async #writePending(): Promise<void> {
    while (this.#pending !== '' && !this.#isDisturbed) {
      const text = this.#pending;
      this.#pending = '';
      if (this.#written === undefined) await this.#write('whole', text, { before: true, after: false });
      else await this.#write('append', text, { before: false, after: false });
      this.#written = (this.#written ?? '') + text;
    }
  }

  /** Tries again when a change of the user's came first, at the place where the range then stands. */
  async #write(where: 'whole' | 'append', text: string, stops: UndoStops): Promise<void> {
    while (!this.#isDisturbed) {
      const { start, end } = this.#range;
      const versionBefore = this.document.version;
      if (await this.#apply({ start: where === 'append' ? end : start, end }, text, stops)) return;
      await this.#changeSince(versionBefore);
    }
  }

  async #apply(place: TextRange, text: string, stops: UndoStops): Promise<boolean> {
    const { document } = this;
    const range = new Range(document.positionAt(place.start), document.positionAt(place.end));
    this.#own = {
      versionBefore: document.version,
      lengthAfter: lengthOf(document) - (place.end - place.start) + text.length,
      offset: place.start,
      text,
    };
    try {
      const editor = editorOf(document);
      if (editor) return await replaceKeepingCarets(editor, range, text, stops);
      this.#isInterleaved = true; // Without an editor each edit is an undo step of its own.
      const edit = new WorkspaceEdit();
      edit.replace(document.uri, range, text);
      return await workspace.applyEdit(edit);
    } finally {
      this.#own = undefined;
    }
  }

  #onChange({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (document !== this.document || contentChanges.length === 0 || this.#isDisturbed) return;
    if (this.#own && isOwn(document, this.#own)) {
      const { offset, text } = this.#own;
      this.#range = { start: Math.min(this.#range.start, offset), end: offset + text.length };
      this.#own = undefined;
      this.#didMove.fire();
      return;
    }
    if (this.#written !== undefined) this.#isInterleaved = true;
    const tracked = trackAll(
      this.#range,
      contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        offset: rangeOffset,
        removedLength: rangeLength,
        insertedLength: text.length,
      })),
    );
    if (tracked.kind === 'disturbed') return this.#disturb();
    this.#range = tracked.range;
    this.#didMove.fire();
  }

  #disturb(): void {
    if (this.#isDisturbed) return;
    this.#isDisturbed = true;
    this.#pending = '';
    this.#didDisturb.fire();
  }

  /** Resolves once the document's version differs from `version`. */
  async #changeSince(version: number): Promise<void> {
    if (this.document.version !== version || this.#isDisturbed) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const listener = workspace.onDidChangeTextDocument(({ document }) => document === this.document && resolve());
    const timer = setTimeout(
      () => reject(new Error('VS Code refused the edit. Is the file read-only?')),
      refusalWaitMs,
    );
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      listener.dispose();
    }
  }
}

/** VS Code applies an edit only to the version it was made for, so the next version is ours or nobody's. */
function isOwn(document: TextDocument, own: OwnChange): boolean {
  if (document.version !== own.versionBefore + 1 || lengthOf(document) !== own.lengthAfter) return false;
  const start = document.positionAt(own.offset);
  return document.getText(new Range(start, document.positionAt(own.offset + own.text.length))) === own.text;
}

function lengthOf(document: TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

function editorOf(document: TextDocument): TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = window;
  if (activeTextEditor?.document === document) return activeTextEditor;
  return visibleTextEditors.find((editor) => editor.document === document);
}

/** VS Code pushes a caret that stands at the place of an insertion along with it; the user's caret stays. */
async function replaceKeepingCarets(
  editor: TextEditor,
  range: Range,
  text: string,
  stops: UndoStops,
): Promise<boolean> {
  const { selections, document } = editor;
  const version = document.version + 1;
  const isDone = await editor.edit((builder) => builder.replace(range, text), {
    undoStopBefore: stops.before,
    undoStopAfter: stops.after,
  });
  const isCaretAtPlace = selections.some(({ isEmpty, active }) => isEmpty && active.isEqual(range.start));
  if (isDone && isCaretAtPlace && document.version === version) editor.selections = selections;
  return isDone;
}
