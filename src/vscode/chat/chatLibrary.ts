import { Uri, window, workspace } from 'vscode';
import type { Chat } from '../../core/chat/chat.ts';
import { toJson, toMarkdown } from '../../core/chat/exportChat.ts';
import type { ChatSummaryView } from '../../protocol/chatView.ts';
import { ago } from './ago.ts';
import type { ChatServices } from './chatServices.ts';

/** Past chats whose title or messages hold `query`, the latest first. */
export async function findChats(
  query: string,
  openId: string,
  { store, clock }: Pick<ChatServices, 'store' | 'clock'>,
): Promise<readonly ChatSummaryView[]> {
  const wanted = query.trim().toLowerCase();
  const holds = (text: string) => text.toLowerCase().includes(wanted);
  const found = (await store.list()).filter(
    ({ title, messages }) => holds(title) || messages.some(({ text }) => holds(text)),
  );
  return found.map(({ id, title, updatedMs, messages }) => ({
    id,
    title,
    when: ago(updatedMs, clock.wall()),
    detail: messages.length === 1 ? '1 message' : `${messages.length} messages`,
    isOpen: id === openId,
  }));
}

/** As Markdown for people or JSON for programs, where the user wants it. */
export async function exportChat(chat: Chat): Promise<void> {
  const name = chat.title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'chat';
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const uri = await window.showSaveDialog({
    title: 'Export this chat',
    filters: { Markdown: ['md'], JSON: ['json'] },
    ...(folder && { defaultUri: Uri.joinPath(folder, `${name}.md`) }),
  });
  if (!uri) return;
  const text = uri.path.endsWith('.json') ? toJson(chat) : toMarkdown(chat);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
