import { randomUUID } from 'node:crypto';
import type { Chat } from '../../core/chat/chat.ts';
import { newChat } from '../../core/chat/conversation.ts';
import { ChatThread } from '../../core/chat/thread.ts';
import type { ChatParts } from './chatParts.ts';
import type { ChatRequests } from './chatRequests.ts';

/** The chats that some view shows: one thread each, however many views show it. */
export class OpenThreads {
  readonly #parts: ChatParts;
  readonly #requests: ChatRequests;
  readonly #threads = new Map<string, ChatThread>();

  constructor(parts: ChatParts, requests: ChatRequests) {
    this.#parts = parts;
    this.#requests = requests;
  }

  create(): ChatThread {
    return this.#open(newChat(randomUUID(), this.#parts.clock.wall()));
  }

  /** Undefined where there is no such chat any more. */
  async open(id: string): Promise<ChatThread | undefined> {
    const known = this.#threads.get(id);
    if (known) return known;
    const chat = await this.#parts.store.get(id);
    return chat && (this.#threads.get(id) ?? this.#open(chat));
  }

  /** The chat is deleted: an answer that still streams into it is stopped. */
  forget(id: string): void {
    this.#threads.get(id)?.stop();
    this.#threads.delete(id);
  }

  dispose(): void {
    for (const thread of this.#threads.values()) thread.stop();
  }

  #open(chat: Chat): ChatThread {
    const { clock, pipe, tokens, store } = this.#parts;
    const thread = new ChatThread(chat, {
      clock,
      pipe,
      newId: () => randomUUID(),
      count: tokens.countNow,
      prepare: (path, whole, isAnotherTry) => this.#requests.prepare(path, whole, isAnotherTry),
      // A chat without messages is not worth a file.
      save: (changed) => {
        if (changed.messages.length > 0) store.save(changed);
      },
    });
    this.#threads.set(chat.id, thread);
    return thread;
  }
}
