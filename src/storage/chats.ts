import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Chat } from '../core/chat/chat.ts';
import { afterRestart } from '../core/chat/conversation.ts';
import { parseJson } from '../core/base/json.ts';
import type { Log } from '../core/base/log.ts';
import { chatSchema } from './chatSchema.ts';

const extension = '.json';

/**
 * The chats of a workspace, a file each. A file is written beside its old version and then takes its place, so a crash
 * leaves the one or the other, never half of one; while an answer streams that happens about once a second.
 */
export class ChatStore {
  readonly #folder: string;
  readonly #log: Log;
  readonly #chats = new Map<string, Chat>();
  /** Chats that were changed since they were last written. */
  readonly #unsaved = new Set<string>();
  readonly #deleted = new Set<string>();
  #loading: Promise<void> | undefined;
  #writing: Promise<void> | undefined;

  /** @param folder does not have to exist yet */
  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  /** All chats, the latest first. */
  async list(): Promise<readonly Chat[]> {
    await (this.#loading ??= this.#load());
    return [...this.#chats.values()].sort((a, b) => b.updatedMs - a.updatedMs);
  }

  async get(id: string): Promise<Chat | undefined> {
    await (this.#loading ??= this.#load());
    return this.#chats.get(id);
  }

  /** Remembers the chat at once, and writes it soon; the newest version wins. */
  save(chat: Chat): void {
    if (this.#deleted.has(chat.id)) return;
    this.#chats.set(chat.id, chat);
    this.#unsaved.add(chat.id);
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  /** @returns brings it back */
  async remove(id: string): Promise<() => void> {
    const chat = await this.get(id);
    if (!chat) return () => undefined;
    this.#deleted.add(id);
    this.#chats.delete(id);
    this.#unsaved.delete(id);
    await this.flush();
    await rm(this.#path(id), { force: true });
    return () => {
      this.#deleted.delete(id);
      this.save(chat);
    };
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // What changes meanwhile is written in the next round.
    for (const id of this.#unsaved) {
      this.#unsaved.delete(id);
      const chat = this.#chats.get(id);
      if (chat) await this.#writeOne(chat);
    }
  }

  async #writeOne(chat: Chat): Promise<void> {
    const path = this.#path(chat.id);
    const draft = `${path}.new`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(draft, JSON.stringify(chat), { flush: true });
      await rename(draft, path);
    } catch (error) {
      this.#log.error('A chat could not be saved.', error);
    }
  }

  async #load(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const files = names.filter((name) => name.endsWith(extension));
    const chats = await Promise.all(files.map((name) => this.#read(name)));
    for (const chat of chats) if (chat && !this.#chats.has(chat.id)) this.#chats.set(chat.id, afterRestart(chat));
  }

  async #read(name: string): Promise<Chat | undefined> {
    const text = await readFile(join(this.#folder, name), 'utf8').catch(() => '');
    const parsed = v.safeParse(chatSchema, parseJson(text));
    if (parsed.success && `${parsed.output.id}${extension}` === name) return parsed.output;
    this.#log.warn(`The stored chat ${name} cannot be read and is left as it is.`);
    return undefined;
  }

  #path(id: string): string {
    return join(this.#folder, `${id}${extension}`);
  }
}
