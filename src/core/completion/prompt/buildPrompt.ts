import type { Tokens } from '../../base/units.ts';
import type { CountNow } from '../../context/tokens/trim.ts';
import type { Prompt } from '../../provider/request.ts';
import type { Model } from '../../provider/target.ts';
import type { Spot } from '../document.ts';
import type { Extent } from '../extent.ts';
import type { Anchor } from '../reuse/continuation.ts';
import { fimPrompt } from './fimPrompt.ts';
import { holePrompt } from './holePrompt.ts';
import type { RelatedCode } from './relatedCode.ts';
import { windowAbove, windowBelow, type LineWindow } from './window.ts';

/** Hides secrets from the provider and puts them back: the same secret gets the same name every time. */
export interface Redaction {
  redactNow(text: string): { readonly text: string };
  restore(text: string): string;
}

export interface PromptTask {
  readonly spot: Spot;
  readonly extent: Extent;
  readonly form: Prompt['kind'];
  readonly model: Model;
  /** By the model's own count. */
  readonly maxTokens: Tokens;
}

export interface PromptTools {
  readonly countNow: CountNow;
  readonly related: RelatedCode;
  readonly redaction: Redaction;
}

export interface BuiltPrompt {
  readonly prompt: Prompt;
  /** By the model's own count, as near as it is known. */
  readonly tokens: Tokens;
  /** All that was sent of the document. */
  readonly anchor: Anchor;
  readonly relatedPieces: number;
}

/** Shares of the budget, as upper limits; what the others leave goes to the lines above the cursor. */
const shares = { below: 0.2, related: 0.25 };
/** The instructions and marks of the hole-filling prompt, by our own count. */
const fixedTokens: Tokens = 230;

export async function buildPrompt(task: PromptTask, tools: PromptTools, signal: AbortSignal): Promise<BuiltPrompt> {
  const { spot, model } = task;
  const { countNow } = tools;
  const isChat = task.form === 'chat';
  const budget = Math.max(0, task.maxTokens / model.tokenRatio - (isChat ? fixedTokens : 0));
  const below = windowBelow(spot, budget * shares.below, countNow);
  const above = windowAbove(spot, budget * (1 - shares.related) - below.tokens, countNow);
  const room = Math.min(budget * shares.related, budget - below.tokens - above.tokens);
  const related = await tools.related.choose(spot, above.start, room, signal);
  const { anchor, parts } = gather(spot, above, below);
  const prompt = redacted(
    isChat ? chat({ ...parts, related }, task.extent) : fimPrompt({ ...parts, related }),
    tools.redaction,
  );
  return {
    prompt,
    anchor,
    tokens: Math.ceil(countOf(prompt, countNow) * model.tokenRatio),
    relatedPieces: related.length,
  };
}

function chat(...args: Parameters<typeof holePrompt>): Prompt {
  return { kind: 'chat', messages: holePrompt(...args) };
}

function gather(spot: Spot, above: LineWindow, below: LineWindow) {
  const { document, position } = spot;
  const read = ({ start, end }: LineWindow) =>
    Array.from({ length: end - start }, (_, index) => document.lineAt(start + index));
  const line = document.lineAt(position.line);
  const parts = {
    path: document.path,
    languageId: document.languageId,
    above: read(above),
    below: read(below),
    line: { prefix: line.slice(0, position.character), suffix: line.slice(position.character) },
  };
  const anchor: Anchor = {
    uri: document.uri,
    line: position.line,
    before: parts.above,
    linePrefix: parts.line.prefix,
    lineSuffix: parts.line.suffix,
    after: parts.below,
  };
  return { anchor, parts };
}

function redacted(prompt: Prompt, redaction: Redaction): Prompt {
  const hide = (text: string) => redaction.redactNow(text).text;
  if (prompt.kind === 'fim') return { kind: 'fim', prefix: hide(prompt.prefix), suffix: hide(prompt.suffix) };
  return {
    kind: 'chat',
    messages: prompt.messages.map((message) =>
      message.role === 'system' ? message : { ...message, content: hide(message.content) },
    ),
  };
}

function countOf(prompt: Prompt, countNow: CountNow): Tokens {
  const texts = prompt.kind === 'fim' ? [prompt.prefix, prompt.suffix] : prompt.messages.map(({ content }) => content);
  return texts.reduce((sum, text) => sum + countNow(text), 0);
}
