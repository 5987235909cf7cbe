import type { ToChatView } from '../../protocol/chatMessages.ts';
import type { ChatSummaryView, MentionView, MessageView, PanelView } from '../../protocol/chatView.ts';

/** What the panel draws: the extension's truth, and what it has been asked for. */
export interface ChatState {
  readonly chatId: string;
  readonly messages: readonly MessageView[];
  readonly panel: PanelView | undefined;
  readonly mentions: { readonly requestId: number; readonly items: readonly MentionView[] };
  /** Set while the list of past chats is open. */
  readonly chats: { readonly query: string; readonly items: readonly ChatSummaryView[] } | undefined;
}

export const emptyState: ChatState = {
  chatId: '',
  messages: [],
  panel: undefined,
  mentions: { requestId: 0, items: [] },
  chats: undefined,
};

/** The state after a message from the extension. Objects that did not change stay the same ones. */
export function reduce(state: ChatState, message: ToChatView): ChatState {
  switch (message.type) {
    case 'snapshot': {
      const { chatId, messages, panel } = message;
      // The list of past chats closes when another one is shown, not when this one has changed.
      return { ...state, chatId, messages, panel, chats: chatId === state.chatId ? state.chats : undefined };
    }
    case 'message':
      return { ...state, messages: withMessage(state.messages, message.message) };
    case 'append':
      return { ...state, messages: withAppended(state.messages, message) };
    case 'panel':
      return { ...state, panel: message.panel };
    case 'mentions':
      return { ...state, mentions: { requestId: message.requestId, items: message.mentions } };
    case 'chats':
      return { ...state, chats: { query: message.query, items: message.chats } };
    case 'palette':
    case 'draft':
    case 'focus':
    case 'announce':
      return state;
  }
}

function withMessage(messages: readonly MessageView[], message: MessageView): readonly MessageView[] {
  const index = messages.findIndex(({ id }) => id === message.id);
  return index < 0 ? [...messages, message] : messages.with(index, message);
}

function withAppended(
  messages: readonly MessageView[],
  { id, part, text }: Extract<ToChatView, { type: 'append' }>,
): readonly MessageView[] {
  // It is the last one, or nearly.
  const index = messages.findLastIndex((message) => message.id === id);
  const message = messages[index];
  if (message?.kind !== 'answer') return messages;
  const grown =
    part === 'text' ? { ...message, text: message.text + text } : { ...message, reasoning: message.reasoning + text };
  return messages.with(index, { ...grown, state: part === 'text' ? { kind: 'streaming' } : message.state });
}
