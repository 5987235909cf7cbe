import type { EpochMilliseconds } from '../base/units.ts';
import type { AnswerMessage, AnswerReceipt, Chat, Message, MessageId } from './chat.ts';
import { titleOf } from './title.ts';

const untitled = 'New chat';

export function newChat(id: string, nowMs: EpochMilliseconds): Chat {
  return {
    id,
    title: untitled,
    isTitleOwn: false,
    createdMs: nowMs,
    updatedMs: nowMs,
    messages: [],
    headId: null,
    folds: [],
    spent: [],
  };
}

/** The messages of the branch that is shown, oldest first. */
export function shownMessages(chat: Chat): readonly Message[] {
  return pathTo(chat, chat.headId);
}

/** From the first message down to `id`. */
export function pathTo({ messages }: Chat, id: MessageId | null): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: Message[] = [];
  for (let next = id; next !== null;) {
    const message = byId.get(next);
    if (!message) break;
    path.push(message);
    next = message.parentId;
  }
  return path.toReversed();
}

/** A message at the end of the branch of its parent, which is then the one shown. */
export function withMessage(chat: Chat, message: Message): Chat {
  const isFirst = chat.messages.length === 0;
  return {
    ...chat,
    title: isFirst && message.kind === 'user' && !chat.isTitleOwn ? titleOf(message.text) : chat.title,
    updatedMs: message.atMs,
    messages: [...chat.messages, message],
    headId: message.id,
  };
}

export function withAnswer(chat: Chat, id: MessageId, change: Partial<AnswerMessage>): Chat {
  return {
    ...chat,
    messages: chat.messages.map((message) =>
      message.id === id && message.kind === 'answer' ? { ...message, ...change } : message,
    ),
  };
}

/** Where a message stands among its versions, from 1. */
export function versionOf(chat: Chat, id: MessageId): { readonly shown: number; readonly of: number } {
  const versions = versionsOf(chat, id);
  return { shown: versions.findIndex((message) => message.id === id) + 1, of: versions.length };
}

/** Shows the version before or after that of `id`, with what followed it last. */
export function showVersion(chat: Chat, id: MessageId, step: -1 | 1): Chat {
  const versions = versionsOf(chat, id);
  const next = versions[versions.findIndex((message) => message.id === id) + step];
  return next ? { ...chat, headId: latestLeaf(chat, next.id) } : chat;
}

/**
 * The chat without `id` and all that followed it. Shown is then another version of it, if there is one,
 * else what came before. What was spent on the messages stays in the books.
 */
export function withoutMessage(chat: Chat, id: MessageId): Chat {
  const removed = chat.messages.find((message) => message.id === id);
  if (!removed) return chat;
  const gone = descendants(chat, id).add(id);
  const messages = chat.messages.filter((message) => !gone.has(message.id));
  const spent = chat.messages.flatMap((message) => (gone.has(message.id) ? receiptsOf(message) : []));
  const rest: Chat = {
    ...chat,
    messages,
    folds: chat.folds.filter(({ upToId }) => !gone.has(upToId)),
    spent: [...chat.spent, ...spent],
  };
  const others = versionsOf(chat, id).filter((message) => message.id !== id);
  const next = others.at(-1);
  return { ...rest, headId: next ? latestLeaf(rest, next.id) : removed.parentId };
}

export function renamed(chat: Chat, title: string): Chat {
  return { ...chat, title, isTitleOwn: true };
}

/** Every request that the chat has made, on whichever branch. */
export function receipts(chat: Chat): readonly AnswerReceipt[] {
  return [...chat.messages.flatMap(receiptsOf), ...chat.folds.map(({ receipt }) => receipt), ...chat.spent];
}

/** A chat as it is after a crash or a restart: what streamed then was interrupted. */
export function afterRestart(chat: Chat): Chat {
  return {
    ...chat,
    messages: chat.messages.map((message) =>
      message.kind === 'answer' && message.state.kind === 'streaming'
        ? { ...message, state: { kind: 'partial', why: 'interrupted' } }
        : message,
    ),
  };
}

function receiptsOf(message: Message): readonly AnswerReceipt[] {
  return message.kind === 'answer' && message.receipt ? [message.receipt] : [];
}

function versionsOf({ messages }: Chat, id: MessageId): readonly Message[] {
  const message = messages.find((candidate) => candidate.id === id);
  return message ? messages.filter(({ parentId }) => parentId === message.parentId) : [];
}

/** Following the youngest message each time. */
function latestLeaf({ messages }: Chat, id: MessageId): MessageId {
  let leaf = id;
  for (;;) {
    const child = messages.findLast(({ parentId }) => parentId === leaf);
    if (!child) return leaf;
    leaf = child.id;
  }
}

/** Parents stand before their children, so one pass finds them all. */
function descendants({ messages }: Chat, id: MessageId): Set<MessageId> {
  const found = new Set<MessageId>();
  for (const message of messages) {
    const { parentId } = message;
    if (parentId !== null && (parentId === id || found.has(parentId))) found.add(message.id);
  }
  return found;
}
