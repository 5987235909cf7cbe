import type { Attachment, Chat, Message } from './chat.ts';
import { shownMessages } from './conversation.ts';

/** The branch that is shown, as a Markdown document for people. */
export function toMarkdown(chat: Chat): string {
  const parts = [`# ${chat.title}`, ...shownMessages(chat).map(messageText)];
  return `${parts.join('\n\n')}\n`;
}

/** Everything that is known of the chat, all branches included. */
export function toJson(chat: Chat): string {
  return `${JSON.stringify({ format: 'parlance-chat', version: 1, ...chat }, undefined, 2)}\n`;
}

function messageText(message: Message): string {
  if (message.kind === 'user') {
    const along = message.attachments.map(attachmentLine);
    return [`## You`, ...(along.length > 0 ? [along.join('\n')] : []), message.text].join('\n\n');
  }
  const { model, text, state } = message;
  const heading = model === '' ? '## Answer' : `## ${model}`;
  const end = state.kind === 'failed' ? [`*${state.message}*`] : state.kind === 'partial' ? ['*Incomplete.*'] : [];
  return [heading, ...(text === '' ? [] : [text]), ...end].join('\n\n');
}

function attachmentLine({ label, path }: Attachment): string {
  return `- ${path === '' || path === label ? label : `${label} (${path})`}`;
}
