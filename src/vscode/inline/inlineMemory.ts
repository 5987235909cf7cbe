import { window, type Disposable, type Memento, type TextDocument } from 'vscode';
import * as v from 'valibot';
import { Acceptance, linesIn, shownAfterMs, type SuggestionKind } from '../../core/completion/acceptance.ts';
import { DisposableStore } from '../lifecycle.ts';

const memoryKey = 'parlance.inline.acceptance';
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const tableSchema = v.record(v.string(), v.object({ shown: count, accepted: count, acceptedLines: count }));

/** A suggestion that VS Code was given. */
export interface Offer {
  readonly requestId: string;
  readonly kind: SuggestionKind;
  readonly document: TextDocument;
  readonly text: string;
}

interface InView extends Offer {
  readonly timer: NodeJS.Timeout;
  isShown: boolean;
}

/** Sees what becomes of suggestions, and remembers the counts: on this machine, without code. */
export class InlineMemory implements Disposable {
  readonly acceptance: Acceptance;
  readonly #store = new DisposableStore();
  readonly #memory: Memento;
  #inView: InView | undefined;
  #acceptedLines = 0;

  constructor(memory: Memento) {
    this.#memory = memory;
    const kept = v.safeParse(tableSchema, memory.get(memoryKey));
    this.acceptance = new Acceptance(kept.success ? kept.output : {});
    this.#store.add(window.onDidChangeActiveTextEditor(() => this.left()));
  }

  /** Of this session, as is the cost that they are compared with. */
  get acceptedLines(): number {
    return this.#acceptedLines;
  }

  /** VS Code is about to show it. One that is typed through stays in view as long as it fits. */
  offered(offer: Offer): void {
    if (this.#inView?.requestId === offer.requestId && this.#inView.document === offer.document) return;
    this.left();
    const inView: InView = { ...offer, isShown: false, timer: setTimeout(() => this.#shown(inView), shownAfterMs) };
    this.#inView = inView;
  }

  /** The user went elsewhere or typed something else. */
  left(): void {
    clearTimeout(this.#inView?.timer);
    this.#inView = undefined;
  }

  accepted(offer: Offer): void {
    const wasShown = this.#inView?.requestId === offer.requestId && this.#inView.isShown;
    this.left();
    this.acceptance.accepted(offer.kind, offer.text, wasShown);
    this.#acceptedLines += linesIn(offer.text);
    this.#save();
  }

  dispose(): void {
    this.left();
    this.#store.dispose();
  }

  #shown(inView: InView): void {
    inView.isShown = true;
    this.acceptance.shown(inView.kind);
    this.#save();
  }

  #save(): void {
    void this.#memory.update(memoryKey, this.acceptance.table);
  }
}
