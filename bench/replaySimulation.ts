// Lets a typist write, with a suggestion engine beside: what VS Code calls and shows, and what the typist takes.
import type { InlineCall } from '../src/core/completion/call.ts';
import type { Spot } from '../src/core/completion/document.ts';
import type { Outcome } from '../src/core/completion/outcome.ts';
import type { Target } from '../src/core/provider/target.ts';
import type { ReplayClock } from './replayClock.ts';
import { delayBefore, logNormal, type Typist } from './replaySessions.ts';
import type { Action, Writing } from './replayWriting.ts';

/** What gives the suggestions. */
export interface Contestant {
  provide(call: InlineCall, signal: AbortSignal): Promise<Outcome>;
  typed(spot: Spot): void;
}

export interface Tally {
  acceptedCharacters: number;
  accepted: number;
  typedCharacters: number;
  shown: number;
}

/** VS Code waits so long after a change before it asks its providers. */
const editorDelayMs = 50;
/** A suggestion that saves fewer keys is not worth looking at. */
const leastAccepted = 5;

interface Visible {
  readonly text: string;
  readonly over: number;
  /** When the typist will have read it; it may go on under the typing hands. */
  readonly readAtMs: number;
}

export class Simulation {
  readonly tally: Tally = { acceptedCharacters: 0, accepted: 0, typedCharacters: 0, shown: 0 };
  readonly #clock: ReplayClock;
  readonly #contestant: Contestant;
  readonly #target: Target;
  readonly #typist: Typist;
  readonly #random: () => number;
  readonly #fixedPauseMs: number;
  #call = new AbortController();
  #visible: Visible | undefined;

  constructor(
    parts: {
      readonly clock: ReplayClock;
      readonly contestant: Contestant;
      readonly target: Target;
      readonly fixedPauseMs: number;
    },
    typist: Typist,
    random: () => number,
  ) {
    this.#clock = parts.clock;
    this.#contestant = parts.contestant;
    this.#target = parts.target;
    this.#fixedPauseMs = parts.fixedPauseMs;
    this.#typist = typist;
    this.#random = random;
  }

  async write(writing: Writing): Promise<void> {
    this.#changed(writing);
    for (let action = writing.next(); action.kind !== 'done'; action = writing.next()) {
      const delayMs =
        action.kind === 'type'
          ? delayBefore(action.text, writing.left, this.#typist, this.#random)
          : 3 * this.#typist.keyMs;
      if (await this.#acceptsWithin(delayMs, writing)) continue;
      await this.#makeMistake(action, writing);
      if (this.#paste(writing)) continue;
      this.#press(action, writing);
    }
    this.#call.abort(new Error('superseded'));
    this.#visible = undefined;
  }

  /** Waits for the next key; the typist takes a suggestion instead if it was read and is right. */
  async #acceptsWithin(ms: number, writing: Writing): Promise<boolean> {
    const untilMs = this.#clock.now() + ms;
    const askAtMs = this.#clock.now() + editorDelayMs;
    let isAsked = false;
    while (this.#clock.now() < untilMs) {
      const visible = this.#visible;
      if (visible && visible.readAtMs <= this.#clock.now() && this.#accept(visible, writing)) return true;
      const next = Math.min(
        untilMs,
        isAsked ? untilMs : askAtMs,
        visible && visible.readAtMs > this.#clock.now() ? visible.readAtMs : untilMs,
      );
      await this.#clock.step(next);
      if (!isAsked && this.#clock.now() >= askAtMs) {
        isAsked = true;
        this.#ask(writing);
      }
    }
    return false;
  }

  #accept({ text, over }: Visible, writing: Writing): boolean {
    const firstLine = text
      .split('\n')
      .slice(0, text.startsWith('\n') ? 2 : 1)
      .join('\n');
    const taken = writing.isRight(text, over) ? { text, over } : { text: firstLine, over: 0 };
    if (keysOf(taken.text) < leastAccepted || !writing.isRight(taken.text, taken.over)) {
      // Looked at once and found wrong, or too short.
      this.#visible = { text, over, readAtMs: Number.POSITIVE_INFINITY };
      return false;
    }
    this.tally.accepted++;
    this.tally.acceptedCharacters += keysOf(taken.text);
    writing.insert(taken.text, taken.over);
    this.#visible = undefined;
    this.#changed(writing);
    return true;
  }

  #press(action: Action, writing: Writing): void {
    if (action.kind === 'type') this.tally.typedCharacters++;
    writing.do(action);
    this.#typedOn(action.kind === 'type' ? action.text : '\n');
    this.#changed(writing);
  }

  /** What VS Code shows stays while it is typed on. */
  #typedOn(text: string): void {
    const visible = this.#visible;
    this.#visible =
      visible?.text.startsWith(text) && visible.text.length > text.length
        ? { ...visible, text: visible.text.slice(text.length) }
        : undefined;
  }

  async #makeMistake(action: Action, writing: Writing): Promise<void> {
    const isWordStart = action.kind === 'type' && /[a-z]/i.test(action.text) && !/\w$/.test(writing.left);
    if (!isWordStart || this.#random() > this.#typist.mistakeRate) return;
    const wrong = 1 + Math.floor(this.#random() * 3);
    const pressed = async (change: () => void, delayMs: number) => {
      change();
      this.#visible = undefined;
      this.#changed(writing);
      const untilMs = this.#clock.now() + delayMs;
      const askAtMs = this.#clock.now() + editorDelayMs;
      for (let isAsked = false; this.#clock.now() < untilMs;) {
        await this.#clock.step(isAsked ? untilMs : Math.min(untilMs, askAtMs));
        if (!isAsked && this.#clock.now() >= askAtMs) {
          isAsked = true;
          this.#ask(writing);
        }
      }
    };
    for (let key = 0; key < wrong; key++) {
      await pressed(
        () => writing.mistype('qxzj'[Math.floor(this.#random() * 4)] ?? 'q'),
        logNormal(this.#typist.keyMs, 0.3, this.#random),
      );
    }
    for (let key = 0; key < wrong; key++) {
      const noticeMs = key === 0 ? 2.5 * this.#typist.keyMs : 0.8 * this.#typist.keyMs;
      await pressed(() => writing.backspace(), logNormal(noticeMs, 0.3, this.#random));
    }
  }

  /** Now and then some lines come from elsewhere. */
  #paste(writing: Writing): boolean {
    if (!/\n[ \t]*$/.test(writing.left) || this.#random() > 0.03) return false;
    const text = writing.rest.split('\n').slice(0, 3).join('\n');
    if (!text.includes('\n') || !writing.isBalanced(text) || !writing.isRight(text, 0)) return false;
    writing.insert(text);
    this.#visible = undefined;
    this.#changed(writing);
    return true;
  }

  #changed(writing: Writing): void {
    this.#call.abort(new Error('superseded'));
    this.#contestant.typed({ document: writing.document, position: writing.position });
  }

  #ask(writing: Writing): void {
    const call = (this.#call = new AbortController());
    const { document, position } = writing;
    const isTabbed = writing.languageId === 'go';
    const answered = this.#contestant.provide(
      {
        document,
        position,
        trigger: 'automatic',
        indent: { size: /^(typescript|javascript)$/.test(writing.languageId) ? 2 : 4, usesTabs: isTabbed },
        cursors: 1,
        hasSelection: false,
        isTrusted: true,
        isExcluded: false,
        isEnabled: true,
        target: this.#target,
        maxPromptTokens: 1600,
        fixedPauseMs: this.#fixedPauseMs,
      },
      call.signal,
    );
    void this.#showAnswer(answered, call.signal, position.character);
  }

  async #showAnswer(answered: Promise<Outcome>, signal: AbortSignal, character: number): Promise<void> {
    try {
      const outcome = await answered;
      if (!signal.aborted) this.#show(outcome, character);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #show(outcome: Outcome, character: number): void {
    const item = outcome.kind === 'items' ? outcome.items[0] : undefined;
    if (!item) return;
    const over = item.end.character - character;
    if (this.#visible?.text === item.text) {
      this.#visible = { ...this.#visible, over };
      return;
    }
    this.tally.shown++;
    const reading = logNormal(this.#typist.reactionMs, 0.3, this.#random) + 4 * Math.min(100, item.text.length);
    this.#visible = { text: item.text, over, readAtMs: this.#clock.now() + reading };
  }
}

/** The keys that a text saves: indentation comes by itself. */
export function keysOf(text: string): number {
  return text.replace(/\n[ \t]+/g, '\n').length;
}
