import * as v from 'valibot';
import { chatSummarySchema, mentionSchema, messageSchema, paletteSchema, panelSchema } from './chatView.ts';
import { listOf } from './schema.ts';

const text = v.string();
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** From the extension to the chat's webview. The extension owns the truth: a snapshot, then what changes. */
export const toChatView = v.variant('type', [
  v.object({ type: v.literal('snapshot'), chatId: id, messages: listOf(messageSchema), panel: panelSchema }),
  /** A message is new, or is another now. */
  v.object({ type: v.literal('message'), message: messageSchema }),
  /** Text that joins the end of an answer, or of its reasoning. */
  v.object({ type: v.literal('append'), id, part: v.picklist(['text', 'reasoning']), text }),
  v.object({ type: v.literal('panel'), panel: panelSchema }),
  v.object({ type: v.literal('mentions'), requestId: v.number(), mentions: listOf(mentionSchema) }),
  v.object({ type: v.literal('chats'), query: text, chats: listOf(chatSummarySchema) }),
  v.object({ type: v.literal('palette'), palette: paletteSchema }),
  /** Put this into the input, and the cursor behind it. */
  v.object({ type: v.literal('draft'), text }),
  v.object({ type: v.literal('focus') }),
  /** Something happened that sighted users see elsewhere. */
  v.object({ type: v.literal('announce'), text }),
]);
export type ToChatView = v.InferOutput<typeof toChatView>;

const codeActions = ['copy', 'insert', 'replace', 'newFile', 'apply'] as const;
export type CodeAction = (typeof codeActions)[number];

/** From the chat's webview to the extension: what the user does. */
export const fromChatView = v.variant('type', [
  /** `themeId` as VS Code writes it on the page, for its colours. */
  v.object({ type: v.literal('ready'), chatId: v.nullable(id), themeId: text }),
  v.object({ type: v.literal('themeChanged'), themeId: text }),
  v.object({ type: v.literal('send'), text }),
  v.object({ type: v.literal('stop') }),
  v.object({ type: v.literal('regenerate'), id }),
  v.object({ type: v.literal('resend'), id, text }),
  v.object({ type: v.literal('deleteMessage'), id }),
  v.object({ type: v.literal('showBranch'), id, step: v.picklist([-1, 1]) }),
  v.object({ type: v.literal('copyMessage'), id }),
  v.object({ type: v.literal('draftChanged'), text }),
  v.object({ type: v.literal('decide'), option: text }),
  v.object({ type: v.literal('act'), action: text }),

  v.object({ type: v.literal('newChat') }),
  v.object({ type: v.literal('findChats'), query: text }),
  v.object({ type: v.literal('openChat'), id }),
  v.object({ type: v.literal('renameChat'), id, title: text }),
  v.object({ type: v.literal('deleteChat'), id }),
  v.object({ type: v.literal('exportChat') }),
  v.object({ type: v.literal('openInEditor') }),

  v.object({ type: v.literal('findMentions'), requestId: v.number(), query: text }),
  v.object({ type: v.literal('addMention'), id: text }),
  v.object({ type: v.literal('addDropped'), uris: listOf(text) }),
  v.object({ type: v.literal('removeChip'), id }),
  v.object({ type: v.literal('openChip'), id }),

  v.object({ type: v.literal('selectModel') }),
  v.object({ type: v.literal('selectStrategy') }),
  v.object({ type: v.literal('code'), action: v.picklist(codeActions), code: text, info: text }),
  v.object({ type: v.literal('openLink'), url: text }),
  v.object({ type: v.literal('openFile'), path: text }),
]);
export type FromChatView = v.InferOutput<typeof fromChatView>;
