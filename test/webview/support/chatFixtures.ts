import type { ToChatView } from '../../../src/protocol/chatMessages.ts';
import type { AnswerView, ChipView, MessageView, PanelView, UserView } from '../../../src/protocol/chatView.ts';

const once = { shown: 1, of: 1 };

export function chip(changes: Partial<ChipView> = {}): ChipView {
  return {
    id: 'c1',
    kind: 'file',
    label: 'invoice.ts',
    detail: 'src/billing/invoice.ts',
    tokens: 840,
    isFollowing: false,
    ...changes,
  };
}

export function user(id: string, text: string, changes: Partial<UserView> = {}): UserView {
  return { kind: 'user', id, text, chips: [], branch: once, ...changes };
}

export function answer(id: string, text: string, changes: Partial<AnswerView> = {}): AnswerView {
  return {
    kind: 'answer',
    id,
    text,
    reasoning: '',
    state: { kind: 'complete' },
    footer: 'deepseek-v3.2 · $0.0004 · 2.1 s',
    footerDetail: '1,204 tokens in, 310 out',
    branch: once,
    ...changes,
  };
}

function panel(changes: Partial<PanelView> = {}): PanelView {
  return {
    title: 'New chat',
    model: 'deepseek-v3.2',
    modelDetail: '$0.28 in, $0.42 out per million tokens\n0.8 s to the first word',
    strategy: 'adaptive',
    chips: [],
    meter: {
      usedTokens: 1240,
      windowTokens: 128_000,
      isEstimate: true,
      isWarning: false,
      detail: 'This message 1,240',
    },
    cost: '',
    costDetail: '',
    isBusy: false,
    blocked: null,
    decision: null,
    commands: [
      { name: 'explain', description: 'Explain the code that goes along', hint: '', isOwn: false, isImmediate: false },
      { name: 'fix', description: 'Find and fix what is wrong', hint: '', isOwn: false, isImmediate: false },
      { name: 'tests', description: 'Write tests', hint: '', isOwn: false, isImmediate: false },
      { name: 'clear', description: 'Start a new chat', hint: '', isOwn: false, isImmediate: true },
      { name: 'cost', description: 'What this chat has cost', hint: '', isOwn: false, isImmediate: true },
      { name: 'review', description: 'Review as we do here', hint: '[what]', isOwn: true, isImmediate: false },
    ],
    isInEditor: false,
    ...changes,
  };
}

export function snapshot(messages: readonly MessageView[], changes: Partial<PanelView> = {}): ToChatView {
  return { type: 'snapshot', chatId: 'chat-1', messages, panel: panel(changes) };
}
