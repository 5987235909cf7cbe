import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Pipe } from '../provider/pipe.ts';
import type { AnswerMessage, AnswerState, Attachment, Chat, CountTokens, Message, MessageId } from './chat.ts';
import { pathTo, renamed, showVersion, withAnswer, withMessage, withoutMessage } from './conversation.ts';
import { runAnswer, type AnswerListener, type AnswerOutcome, type PreparedRequest } from './runAnswer.ts';

/** What the user sends. */
export interface Turn {
  readonly text: string;
  /** What is sent in its place, where a command made more of it. */
  readonly prompt?: string;
  readonly attachments: readonly Attachment[];
}

export type Preparation =
  | { readonly kind: 'ready'; readonly prepared: PreparedRequest; readonly leftOut: number }
  | { readonly kind: 'refused'; readonly state: Extract<AnswerState, { kind: 'failed' }>; readonly model: string };

export interface ThreadParts {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly pipe: Pipe;
  readonly count: CountTokens;
  /** Makes the request that answers the last message of `path`. */
  readonly prepare: (path: readonly Message[], chat: Chat, isAnotherTry: boolean) => Promise<Preparation>;
  /** Puts the chat into storage; called at each change, and about once a second while an answer streams. */
  readonly save: (chat: Chat) => void;
}

export type ThreadChange =
  /** Messages came, went or are others now. */
  | { readonly kind: 'messages' }
  /** An answer stands otherwise than before. */
  | { readonly kind: 'answer'; readonly id: MessageId }
  | { readonly kind: 'grown'; readonly id: MessageId; readonly part: 'text' | 'reasoning'; readonly text: string };

/** What a crash can cost of an answer that streams. */
const saveEveryMs: Milliseconds = 1_000;

interface Live {
  readonly id: MessageId;
  readonly abort: AbortController;
  text: string;
  reasoning: string;
  status: string;
}

/** A conversation that is open: what the user can do to it, and the answer that streams into it. */
export class ChatThread {
  readonly #parts: ThreadParts;
  readonly #listeners = new Set<(change: ThreadChange) => void>();
  #chat: Chat;
  #live: Live | undefined;
  #lastSaveMs = 0;

  constructor(chat: Chat, parts: ThreadParts) {
    this.#chat = chat;
    this.#parts = parts;
  }

  /** As it stands, what has arrived of a streaming answer included. */
  get chat(): Chat {
    if (!this.#live) return this.#chat;
    const { id, text, reasoning } = this.#live;
    return withAnswer(this.#chat, id, { text, reasoning });
  }

  get isBusy(): boolean {
    return this.#live !== undefined;
  }

  /** What the answer that streams waits for. */
  get status(): string {
    return this.#live?.status ?? '';
  }

  /** @returns ends the listening */
  onChange(listener: (change: ThreadChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async send(turn: Turn): Promise<void> {
    await this.#ask(this.#chat.headId, turn);
  }

  /** An earlier message in other words: a new branch, with what went along before. */
  async resend(id: MessageId, turn: Turn): Promise<void> {
    const message = this.#find(id);
    if (message?.kind === 'user') await this.#ask(message.parentId, turn);
  }

  /** Another answer to the same message, beside those it has. */
  async regenerate(id: MessageId): Promise<void> {
    const message = this.#find(id);
    if (!this.#live && message?.kind === 'answer') await this.#answer(message.parentId, true);
  }

  stop(): void {
    this.#live?.abort.abort(new Error('Stopped by the user.'));
  }

  showVersion(id: MessageId, step: -1 | 1): void {
    if (!this.#live) this.#replace(showVersion(this.#chat, id, step));
  }

  remove(id: MessageId): void {
    if (!this.#live) this.#replace(withoutMessage(this.#chat, id));
  }

  rename(title: string): void {
    this.#replace(renamed(this.#chat, title));
  }

  /** Any other change, such as a summary that takes the place of messages. */
  change(change: (chat: Chat) => Chat): void {
    this.#replace(change(this.#chat));
  }

  /**
   * Puts a summary in the place of the messages up to `upToId`. What it costs is the chat's, whatever comes of it.
   * @returns how the request for it ended
   */
  async fold(upToId: MessageId, prepared: PreparedRequest): Promise<AnswerOutcome['state'] | undefined> {
    if (this.#live) return undefined;
    const live: Live = { id: '', abort: new AbortController(), text: '', reasoning: '', status: '' };
    this.#live = live;
    this.#emit({ kind: 'messages' });
    const listener = { onText: (text: string) => void (live.text += text), onReasoning: nothing, onStatus: nothing };
    const { state, receipt } = await runAnswer(prepared, this.#parts, listener, live.abort.signal);
    this.#live = undefined;
    const { folds, spent } = this.#chat;
    const summary = live.text.trim();
    if (state.kind === 'complete' && receipt && summary !== '')
      this.#replace({ ...this.#chat, folds: [...folds, { upToId, summary, receipt }] });
    else this.#replace({ ...this.#chat, spent: receipt ? [...spent, receipt] : spent });
    return state;
  }

  async #ask(parentId: MessageId | null, { text, prompt, attachments }: Turn): Promise<void> {
    if (this.#live) return;
    const { newId, clock } = this.#parts;
    const id = newId();
    const message = { kind: 'user', id, parentId, atMs: clock.wall(), text, attachments } as const;
    this.#chat = withMessage(this.#chat, prompt === undefined ? message : { ...message, prompt });
    await this.#answer(id, false);
  }

  async #answer(parentId: MessageId, isAnotherTry: boolean): Promise<void> {
    const { newId, clock, prepare } = this.#parts;
    const id = newId();
    const live: Live = { id, abort: new AbortController(), text: '', reasoning: '', status: 'Preparing' };
    this.#live = live;
    this.#replace(
      withMessage(this.#chat, {
        kind: 'answer',
        id,
        parentId,
        atMs: clock.wall(),
        text: '',
        reasoning: '',
        model: '',
        state: { kind: 'streaming' },
      }),
    );
    try {
      const preparation = await prepare(pathTo(this.#chat, parentId), this.#chat, isAnotherTry);
      if (preparation.kind === 'refused') return this.#finish(live, preparation, preparation.model);
      const { prepared, leftOut } = preparation;
      const model = prepared.request.target.model.id;
      this.#chat = withAnswer(this.#chat, id, { model, ...(leftOut > 0 && { leftOut }) });
      this.#say(live, `Waiting for ${model}`);
      this.#finish(live, await runAnswer(prepared, this.#parts, this.#listener(live), live.abort.signal), model);
    } catch (error) {
      this.#finish(live, { state: internalFailure }, '');
      throw error;
    }
  }

  #listener(live: Live): AnswerListener {
    const grow = (part: 'text' | 'reasoning', text: string) => {
      if (text === '') return;
      live[part] += text;
      this.#emit({ kind: 'grown', id: live.id, part, text });
      this.#saveSometimes();
    };
    return {
      onText: (text) => grow('text', text),
      onReasoning: (text) => grow('reasoning', text),
      onStatus: (status) => this.#say(live, status),
    };
  }

  #say(live: Live, status: string): void {
    live.status = status;
    this.#emit({ kind: 'answer', id: live.id });
  }

  #finish({ id, text, reasoning }: Live, { state, receipt }: AnswerOutcome, model: string): void {
    this.#live = undefined;
    const change: Partial<AnswerMessage> = { text, reasoning, state, model, ...(receipt && { receipt }) };
    this.#chat = withAnswer(this.#chat, id, change);
    this.#save();
    this.#emit({ kind: 'answer', id });
  }

  #replace(chat: Chat): void {
    this.#chat = chat;
    this.#save();
    this.#emit({ kind: 'messages' });
  }

  #saveSometimes(): void {
    if (this.#parts.clock.now() - this.#lastSaveMs >= saveEveryMs) this.#save();
  }

  #save(): void {
    this.#lastSaveMs = this.#parts.clock.now();
    this.#parts.save(this.chat);
  }

  #emit(change: ThreadChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #find(id: MessageId): Message | undefined {
    return this.#chat.messages.find((message) => message.id === id);
  }
}

const nothing = () => undefined;

const internalFailure: AnswerState & { kind: 'failed' } = {
  kind: 'failed',
  error: 'malformed',
  message: 'Parlance failed at this. The log says why.',
  actions: ['showLog'],
};
