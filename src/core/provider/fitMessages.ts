import type { Tokens } from '../base/units.ts';
import type { Message, ModelRequest } from './request.ts';

export interface FittedMessages {
  readonly messages: readonly Message[];
  readonly tokens: Tokens;
}

/** What each message costs beyond its text: the provider's own framing (OpenAI's figure). */
const framingTokens: Tokens = 4;
const omission = '[…]\n';

/** Tokens of a conversation as it is sent. */
export function countMessages(messages: readonly Message[], count: (text: string) => Tokens): Tokens {
  return messages.reduce((sum, { content }) => sum + count(content) + framingTokens, 0);
}

/**
 * A request whose prompt takes `room` tokens at most, by the count that its `promptTokens` is of: the same request if
 * there is nothing in it to leave out.
 */
export function trimTo(request: ModelRequest, room: Tokens, count: (text: string) => Tokens): ModelRequest {
  const { prompt, promptTokens } = request;
  if (prompt.kind !== 'chat') return request;
  // Whatever it was counted by: the model's vocabulary as it was known then.
  const ratio = promptTokens / countMessages(prompt.messages, count);
  const { messages, tokens } = fitMessages(prompt.messages, room, (text) => count(text) * ratio);
  return { ...request, prompt: { kind: 'chat', messages }, promptTokens: Math.ceil(tokens) };
}

/**
 * Fits a conversation into `budget`: the system prompt and the newest message always, then the history, newest first,
 * without gaps and beginning with a message of the user's. Should even the newest be too long, its beginning is cut
 * off: prompts have what was typed last at their end.
 * @param count tokens by the model's own count
 */
export function fitMessages(
  messages: readonly Message[],
  budget: Tokens,
  count: (text: string) => Tokens,
): FittedMessages {
  const size = ({ content }: Message) => count(content) + framingTokens;
  const system = messages.filter(({ role }) => role === 'system');
  const turns = messages.filter(({ role }) => role !== 'system');
  const fixed = system.reduce((sum, message) => sum + size(message), 0);
  const newest = turns.at(-1);
  if (!newest) return { messages: system, tokens: fixed };
  const kept = cut(newest, budget - fixed - framingTokens, count);
  const { history, tokens } = newestThatFit(turns.slice(0, -1), budget - fixed - size(kept), size);
  return { messages: [...system, ...history, kept], tokens: fixed + size(kept) + tokens };
}

function newestThatFit(
  turns: readonly Message[],
  budget: Tokens,
  size: (message: Message) => Tokens,
): { readonly history: readonly Message[]; readonly tokens: Tokens } {
  const sizes = turns.map(size);
  let start = turns.length;
  for (let left = budget - (sizes[start - 1] ?? 0); start > 0 && left >= 0; left -= sizes[start - 1] ?? 0) start--;
  while (turns[start]?.role === 'assistant') start++;
  return { history: turns.slice(start), tokens: sizes.slice(start).reduce((sum, tokens) => sum + tokens, 0) };
}

function cut(message: Message, budget: Tokens, count: (text: string) => Tokens): Message {
  const { content } = message;
  if (count(content) <= budget) return message;
  const tail = (start: number) => omission + content.slice(start);
  // The first start that fits; one that is never reached stands for nothing at all.
  let low = 0;
  let high = content.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (count(tail(middle)) <= budget) high = middle;
    else low = middle + 1;
  }
  const lineStart = content.indexOf('\n', low - 1) + 1;
  return { ...message, content: tail(lineStart > 0 && lineStart < content.length ? lineStart : low) };
}
