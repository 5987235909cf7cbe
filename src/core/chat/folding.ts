import type { Tokens } from '../base/units.ts';
import type { Message as PromptMessage } from '../provider/request.ts';
import type { Chat, CountTokens, Fold, Message, MessageId } from './chat.ts';

/** Older messages that a summary is to stand for. */
export interface FoldPlan {
  /** The last of them. */
  readonly upToId: MessageId;
  readonly count: number;
  /** What asks for the summary. */
  readonly prompt: readonly PromptMessage[];
}

/** What a summary may come to. */
export const summaryTokens: Tokens = 1_000;
/** What stays word for word may take up to this share of the room: the next summary is not due at once. */
const keptShare = 0.5;

const instructions = [
  'Summarise a conversation between a programmer and an assistant, so that the assistant can go on from the summary alone.',
  'Keep: what is to be done and why, decisions, names of files, functions and types, code that was agreed on and is not in a file yet, open questions.',
  'Leave out greetings and what was given up. Write short notes in Markdown, in the language of the conversation.',
].join('\n');

/**
 * What to summarise of a branch that no longer fits: all but the newest turns, an earlier summary included.
 * @param maxTokens of the room, by `count`
 * @returns undefined where there is nothing to summarise
 */
export function planFold(
  path: readonly Message[],
  folds: Chat['folds'],
  maxTokens: Tokens,
  count: CountTokens,
): FoldPlan | undefined {
  const kept = newestWithin(path, maxTokens * keptShare, count);
  const older = path.slice(0, path.length - kept);
  const last = older.at(-1);
  if (!last) return undefined;
  const earlier = latestFold(older, folds);
  const fresh = earlier ? older.slice(older.findIndex(({ id }) => id === earlier.upToId) + 1) : older;
  const parts = [...(earlier ? [`# So far, in short\n\n${earlier.summary}`] : []), ...fresh.map(transcript)];
  return {
    upToId: last.id,
    count: fresh.length,
    prompt: [
      { role: 'system', content: instructions },
      { role: 'user', content: parts.join('\n\n') },
    ],
  };
}

/** How many messages at the end stay as they are: whole turns, the last message in any case. */
function newestWithin(path: readonly Message[], budget: Tokens, count: CountTokens): number {
  let used = 0;
  let kept = 1;
  for (let index = path.length - 1; index >= 0; index--) {
    const message = path[index];
    if (!message) break;
    used += count(textOf(message));
    if (used > budget) break;
    if (message.kind === 'user') kept = path.length - index;
  }
  return kept;
}

function latestFold(messages: readonly Message[], folds: readonly Fold[]): Fold | undefined {
  const ids = messages.map(({ id }) => id);
  return folds
    .filter(({ upToId }) => ids.includes(upToId))
    .toSorted((a, b) => ids.indexOf(b.upToId) - ids.indexOf(a.upToId))[0];
}

/** What went along is named, not quoted: it may have changed since, and goes along anew where it is needed. */
function transcript(message: Message): string {
  if (message.kind === 'answer') return `# Assistant\n\n${message.text}`;
  const along = message.attachments.map(({ label }) => label).join(', ');
  return `# Programmer${along === '' ? '' : ` (with ${along})`}\n\n${message.text}`;
}

function textOf(message: Message): string {
  if (message.kind === 'answer') return message.text;
  return [message.prompt ?? message.text, ...message.attachments.map(({ text }) => text)].join('\n');
}
