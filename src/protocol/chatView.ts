import * as v from 'valibot';
import { listOf } from './schema.ts';
import { tokenKinds } from './tokenKinds.ts';

const text = v.string();
const count = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Something that goes along with a message. */
const chip = v.object({
  id: text,
  kind: v.picklist(['selection', 'file', 'folder', 'symbol', 'problems', 'diff', 'terminal', 'editors']),
  /** Short: the file's name and lines. */
  label: text,
  /** The whole path, and what was left out of it. */
  detail: text,
  tokens: count,
  /** Set where not all of it goes along: why, in a few words. */
  warning: v.optional(text),
  /** It follows the editor instead of having been added by hand. */
  isFollowing: v.boolean(),
});
export type ChipView = v.InferOutput<typeof chip>;

/** Which of several versions of a message is shown, from 1. */
const branch = v.object({ shown: count, of: count });
export type BranchView = v.InferOutput<typeof branch>;

const action = v.object({ id: text, label: text });
export type ActionView = v.InferOutput<typeof action>;

const answerState = v.variant('kind', [
  /** Nothing has arrived yet: what is being waited for. */
  v.object({ kind: v.literal('waiting'), status: text }),
  v.object({ kind: v.literal('streaming') }),
  v.object({ kind: v.literal('complete') }),
  /** Over before it was complete: stopped, cut off, interrupted by a restart. */
  v.object({ kind: v.literal('partial'), reason: text }),
  v.object({ kind: v.literal('failed'), message: text, actions: listOf(action) }),
]);
export type AnswerStateView = v.InferOutput<typeof answerState>;

const userMessage = v.object({
  kind: v.literal('user'),
  id: text,
  text,
  chips: listOf(chip),
  branch,
});
const answerMessage = v.object({
  kind: v.literal('answer'),
  id: text,
  text,
  reasoning: text,
  state: answerState,
  /** Model, cost, time: one short line. Empty until the answer is over. */
  footer: text,
  /** The same at length. */
  footerDetail: text,
  branch,
});
/** Parlance's own words: no model has said or will see them. */
const noteMessage = v.object({ kind: v.literal('note'), id: text, title: text, text });
export const messageSchema = v.variant('kind', [userMessage, answerMessage, noteMessage]);
export type UserView = v.InferOutput<typeof userMessage>;
export type AnswerView = v.InferOutput<typeof answerMessage>;
export type NoteView = v.InferOutput<typeof noteMessage>;
export type MessageView = v.InferOutput<typeof messageSchema>;

const meter = v.object({
  usedTokens: count,
  windowTokens: count,
  isEstimate: v.boolean(),
  /** From 80 % on. */
  isWarning: v.boolean(),
  /** What it is made of, one line each. */
  detail: text,
});

/** A question that has to be answered before the message is sent. */
const decision = v.object({ text, options: listOf(action) });

const slashCommand = v.object({
  name: text,
  description: text,
  /** What may follow the name. */
  hint: text,
  /** A prompt of the user's. */
  isOwn: v.boolean(),
  /** It takes nothing: choosing it runs it. */
  isImmediate: v.boolean(),
});
export type SlashCommandView = v.InferOutput<typeof slashCommand>;

/** Everything around the conversation. */
export const panelSchema = v.object({
  title: text,
  model: text,
  /** Price and measured latency. */
  modelDetail: text,
  strategy: text,
  chips: listOf(chip),
  meter,
  /** Of this chat, formatted; empty before the first answer. */
  cost: text,
  costDetail: text,
  isBusy: v.boolean(),
  /** Set where nothing can be sent: why, and what to do. */
  blocked: v.nullable(v.object({ text, actions: listOf(action) })),
  decision: v.nullable(decision),
  commands: listOf(slashCommand),
  isInEditor: v.boolean(),
});
export type PanelView = v.InferOutput<typeof panelSchema>;

export const chatSummarySchema = v.object({
  id: text,
  title: text,
  /** How long ago, in words. */
  when: text,
  detail: text,
  isOpen: v.boolean(),
});
export type ChatSummaryView = v.InferOutput<typeof chatSummarySchema>;

export const mentionSchema = v.object({
  id: text,
  kind: v.picklist(['file', 'folder', 'symbol', 'editors', 'problems', 'diff', 'selection', 'terminal', 'category']),
  label: text,
  detail: text,
  /** What stands in the message in the query's place. */
  insert: text,
});
export type MentionView = v.InferOutput<typeof mentionSchema>;

const colour = v.pipe(v.string(), v.regex(/^#[\da-fA-F]{3,8}$/));
/** The colours of the editor's theme, as far as they are known. */
export const paletteSchema = v.record(v.picklist(tokenKinds), v.optional(colour));
export type Palette = v.InferOutput<typeof paletteSchema>;
