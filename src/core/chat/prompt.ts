import type { Tokens } from '../base/units.ts';
import type { Message as PromptMessage } from '../provider/request.ts';
import type { Attachment, Chat, CountTokens, Fold, Message, UserMessage } from './chat.ts';

/** What is sent, and what had to stay behind. */
export interface FittedPrompt {
  readonly messages: readonly PromptMessage[];
  /** By the count that was given, framing included. */
  readonly tokens: Tokens;
  /** How many of the older messages did not fit. */
  readonly leftOut: number;
  /** The last message alone is too long. */
  readonly isTooLong: boolean;
}

/** What each message costs beyond its text: the provider's own framing (OpenAI's figure). */
const framingTokens = 4;

/** Never changes within a chat, so that a provider's prompt cache is hit. */
const systemPrompt = [
  'You are Parlance, a programming assistant in the side bar of VS Code.',
  'Answer in Markdown, briefly and precisely: the reader is an experienced programmer. Answer in the language of the question.',
  'Put code into fenced blocks with its language. Where a block belongs into a file, write the path behind the language:',
  '```ts src/billing/invoice.ts',
  'In such a block, a line like `// ... existing code ...` stands for code that stays as it is; keep a line of the existing code on each side of it.',
  'Say so when something that you need is not in what you were given, instead of guessing.',
].join('\n');

/**
 * The prompt for the last message of a branch: the system prompt and that message always, older turns newest first
 * until `maxTokens` is reached, or a summary in the place of those it was made of.
 */
export function fitPrompt(
  path: readonly Message[],
  folds: Chat['folds'],
  maxTokens: Tokens,
  count: CountTokens,
): FittedPrompt {
  const fold = foldOn(path, folds);
  const foldEnd = fold ? path.findIndex(({ id }) => id === fold.upToId) + 1 : 0;
  const recent = path.slice(foldEnd);
  const head = fold ? [system(), ...foldMessages(fold)] : [system()];
  const cost = (message: PromptMessage) => count(message.content) + framingTokens;
  const sum = (messages: readonly PromptMessage[]) => messages.reduce((total, message) => total + cost(message), 0);

  const start = firstThatFits(recent, maxTokens - sum(head), (message) => cost(promptMessage(message, new Set())));
  const seen = new Set<string>();
  const messages = [...head, ...recent.slice(start).map((message) => promptMessage(message, seen))];
  const tokens = sum(messages);
  return { messages, tokens, leftOut: start, isTooLong: tokens > maxTokens };
}

/** The summary that covers most of this branch. */
function foldOn(path: readonly Message[], folds: readonly Fold[]): Fold | undefined {
  const ids = path.map(({ id }) => id);
  return folds
    .filter(({ upToId }) => ids.includes(upToId) && upToId !== ids.at(-1))
    .toSorted((a, b) => ids.indexOf(b.upToId) - ids.indexOf(a.upToId))[0];
}

function foldMessages({ summary }: Fold): readonly PromptMessage[] {
  return [
    { role: 'user', content: `This is what we have said so far, in short:\n\n${summary}` },
    { role: 'assistant', content: 'I know. Go on.' },
  ];
}

/** Whole turns: an answer is never sent without its question. */
function firstThatFits(messages: readonly Message[], budget: Tokens, cost: (message: Message) => Tokens): number {
  const last = messages.length - 1;
  let used = messages[last] ? cost(messages[last]) : 0;
  let start = Math.max(0, last);
  for (let index = last - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message) break;
    used += cost(message);
    if (used > budget) break;
    if (message.kind === 'user') start = index;
  }
  return start;
}

/** @param seen attachments that an earlier message of the prompt holds: they are not sent twice */
function promptMessage(message: Message, seen: Set<string>): PromptMessage {
  if (message.kind === 'answer') return { role: 'assistant', content: message.text };
  return { role: 'user', content: userContent(message, seen) };
}

function userContent({ text, prompt, attachments }: UserMessage, seen: Set<string>): string {
  const parts = attachments.map((attachment) => {
    const key = `${attachment.path}:${attachment.startLine}\n${attachment.text}`;
    if (seen.has(key)) return `${heading(attachment)}: the same as above.`;
    seen.add(key);
    return attachmentText(attachment);
  });
  return [...parts, prompt ?? text].join('\n\n');
}

/** An attachment as it stands in the prompt; what its chip counts. */
export function attachmentText(attachment: Attachment): string {
  const { languageId, text, cut } = attachment;
  const note = cut === undefined ? '' : ` (${cut})`;
  return `${heading(attachment)}${note}:\n\n${fenced(text, languageId)}`;
}

function heading({ kind, label, path, startLine, text }: Attachment): string {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  switch (kind) {
    case 'selection':
      return `Selected in ${path}, lines ${startLine + 1}-${startLine + lines}`;
    case 'file':
      return startLine > 0 ? `File ${path}, from line ${startLine + 1}` : `File ${path}`;
    case 'symbol':
      return `${label} in ${path}, from line ${startLine + 1}`;
    case 'folder':
      return `Files in ${path}`;
    case 'editors':
      return 'Open editors';
    case 'problems':
      return 'Problems that the editor reports';
    case 'diff':
      return label;
    case 'terminal':
      return 'Selected in the terminal';
  }
}

/** In a fence longer than any in the text. */
function fenced(text: string, languageId: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${languageId}\n${text.endsWith('\n') ? text : `${text}\n`}${fence}`;
}

function system(): PromptMessage {
  return { role: 'system', content: systemPrompt };
}
