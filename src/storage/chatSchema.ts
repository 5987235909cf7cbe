import * as v from 'valibot';
import type { AnswerReceipt, Chat } from '../core/chat/chat.ts';
import { errorPolicies, type ErrorKind } from '../core/errors.ts';
import { errorActions } from '../core/provider/describeError.ts';

const text = v.string();
const count = v.pipe(v.number(), v.finite());
const listOf = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.readonly());

const cost = v.variant('kind', [
  v.object({ kind: v.literal('known'), usd: count, isEstimate: v.boolean() }),
  v.object({ kind: v.literal('unknown') }),
]);
const usage = v.object({
  inputTokens: count,
  cachedInputTokens: count,
  cacheWriteTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  reportedCostUsd: v.exactOptional(count),
  origin: v.picklist(['reported', 'estimated']),
});
const receipt = v.object({
  usage,
  cost,
  servedBy: v.picklist(['network', 'cache', 'shared']),
  firstTokenMs: v.optional(count),
  totalMs: count,
  strategy: text,
}) satisfies v.GenericSchema<unknown, AnswerReceipt>;

const attachment = v.object({
  id: text,
  kind: v.picklist(['selection', 'file', 'folder', 'symbol', 'problems', 'diff', 'terminal', 'editors']),
  label: text,
  path: text,
  languageId: text,
  startLine: count,
  text,
  cut: v.exactOptional(text),
});
const userMessage = v.object({
  kind: v.literal('user'),
  id: text,
  parentId: v.nullable(text),
  atMs: count,
  text,
  prompt: v.exactOptional(text),
  attachments: listOf(attachment),
});

const state = v.variant('kind', [
  v.object({ kind: v.literal('streaming') }),
  v.object({ kind: v.literal('complete') }),
  v.object({
    kind: v.literal('partial'),
    why: v.picklist(['stopped', 'length', 'contentFilter', 'toolCalls', 'interrupted']),
  }),
  v.object({
    kind: v.literal('failed'),
    error: v.custom<ErrorKind>((kind) => typeof kind === 'string' && kind in errorPolicies),
    message: text,
    actions: v.fallback(listOf(v.picklist(errorActions)), []),
  }),
]);
const answerMessage = v.object({
  kind: v.literal('answer'),
  id: text,
  parentId: text,
  atMs: count,
  text,
  reasoning: text,
  model: text,
  state,
  receipt: v.optional(receipt),
  leftOut: v.optional(count),
});

/** A chat as it is stored. What does not fit is no chat, and is left alone. */
export const chatSchema = v.object({
  id: text,
  title: text,
  isTitleOwn: v.boolean(),
  createdMs: count,
  updatedMs: count,
  messages: listOf(v.variant('kind', [userMessage, answerMessage])),
  headId: v.nullable(text),
  folds: listOf(v.object({ upToId: text, summary: text, receipt })),
  spent: listOf(receipt),
}) satisfies v.GenericSchema<unknown, Chat>;
