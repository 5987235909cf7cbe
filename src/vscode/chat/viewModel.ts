import type { AnswerMessage, AnswerReceipt, Attachment, Chat, Message } from '../../core/chat/chat.ts';
import { receipts, versionOf } from '../../core/chat/conversation.ts';
import { totalOf } from '../../core/chat/costs.ts';
import { formatCost, formatSeconds, formatTokens, type CurrencyDisplay } from '../../core/cost/format.ts';
import { actionLabels, type ErrorAction } from '../../core/provider/describeError.ts';
import type { ActionView, AnswerStateView, AnswerView, ChipView, MessageView } from '../../protocol/chatView.ts';

/** What the core's data looks like to a reader. */
export interface Display {
  readonly currency: CurrencyDisplay;
  /** What the answer that streams waits for. */
  readonly status: string;
}

export function messageView(message: Message, chat: Chat, display: Display): MessageView {
  const { id } = message;
  const branch = versionOf(chat, id);
  if (message.kind === 'user') {
    return { kind: 'user', id, text: message.text, chips: message.attachments.map(attachedChip), branch };
  }
  const { text, reasoning } = message;
  const state = stateView(message, display.status);
  return { kind: 'answer', id, text, reasoning, state, branch, ...footerOf(message, display.currency) };
}

/** A chip of a message that has been sent: what it held is part of the conversation. */
function attachedChip({ id, kind, label, path, cut }: Attachment): ChipView {
  const detail = [path || label, cut].filter(Boolean).join('\n');
  return { id, kind, label, detail, tokens: 0, isFollowing: false };
}

const partialReasons = {
  stopped: 'Stopped by you. What had arrived is billed.',
  length: 'Cut off at the length limit. A thorough strategy allows more.',
  contentFilter: 'Cut off by the provider’s content filter.',
  toolCalls: 'The model wanted to call a tool, which the chat does not offer.',
  interrupted: 'Interrupted: VS Code closed while this was being written.',
};

function stateView({ state, text }: AnswerMessage, status: string): AnswerStateView {
  switch (state.kind) {
    case 'streaming':
      return text === '' ? { kind: 'waiting', status } : { kind: 'streaming' };
    case 'complete':
      return { kind: 'complete' };
    case 'partial':
      return { kind: 'partial', reason: partialReasons[state.why] };
    case 'failed':
      return { kind: 'failed', message: state.message, actions: state.actions.map(actionView) };
  }
}

/** Beside the answer that failed, what is tried again is plain. */
const labels: Readonly<Record<ErrorAction, string>> = { ...actionLabels, retry: 'Try Again' };

function actionView(id: ErrorAction): ActionView {
  return { id, label: labels[id] };
}

/** The summary that stands for the messages up to this one, as it is sent in their place. */
export function summaryAfter(id: string, { folds }: Chat): readonly MessageView[] {
  const fold = folds.findLast(({ upToId }) => upToId === id);
  return fold ? [{ kind: 'note', id: `fold-${id}`, title: 'Sent in place of what is above', text: fold.summary }] : [];
}

function footerOf(message: AnswerMessage, currency: CurrencyDisplay): Pick<AnswerView, 'footer' | 'footerDetail'> {
  const { receipt, model, leftOut = 0 } = message;
  if (!receipt) return { footer: model, footerDetail: model };
  const parts = [model, costText(receipt, currency), formatSeconds(receipt.totalMs)];
  if (leftOut > 0) parts.push(`without the first ${leftOut} messages`);
  return { footer: parts.join(' · '), footerDetail: receiptDetail(receipt) };
}

function costText({ cost, servedBy }: AnswerReceipt, currency: CurrencyDisplay): string {
  if (servedBy !== 'network') return `from the cache, ${formatCost(cost, currency)}`;
  return cost.kind === 'unknown' ? 'price unknown' : formatCost(cost, currency);
}

function receiptDetail({ usage, firstTokenMs, strategy, cost }: AnswerReceipt): string {
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens, origin } = usage;
  return [
    `${inputTokens} tokens in, ${cachedInputTokens} of them from the provider’s cache`,
    `${outputTokens} tokens out${reasoningTokens > 0 ? `, ${reasoningTokens} of them reasoning` : ''}`,
    ...(firstTokenMs === undefined ? [] : [`First word after ${formatSeconds(firstTokenMs)}`]),
    ...(strategy === '' ? [] : [`Strategy: ${strategy}`]),
    ...(origin === 'estimated' ? ['Counted by Parlance: the provider reported no usage.'] : []),
    ...(cost.kind === 'unknown' ? ['The price of this model is not known: set it in parlance.models.'] : []),
  ].join('\n');
}

export function costView(
  chat: Chat,
  currency: CurrencyDisplay,
): { readonly cost: string; readonly costDetail: string } {
  const all = receipts(chat);
  if (all.length === 0) return { cost: '', costDetail: '' };
  const { cost, unpriced, inputTokens, cachedInputTokens, outputTokens } = totalOf(all);
  const detail = [
    `${all.length} ${all.length === 1 ? 'request' : 'requests'}`,
    `${formatTokens(inputTokens)} tokens in, ${formatTokens(cachedInputTokens)} from the cache, ${formatTokens(outputTokens)} out`,
    ...(unpriced > 0 ? [`${unpriced} at an unknown price, not in the sum`] : []),
  ];
  return {
    cost: cost.kind === 'unknown' ? 'price unknown' : formatCost(cost, currency),
    costDetail: detail.join('\n'),
  };
}

/** What `/cost` shows: a row for each request. */
export function costTable(chat: Chat, currency: CurrencyDisplay): string {
  const all = receipts(chat);
  if (all.length === 0) return 'Nothing has been asked in this chat yet.';
  const rows = all.map(
    ({ usage, cost, totalMs }, index) =>
      `| ${index + 1} | ${usage.inputTokens} | ${usage.cachedInputTokens} | ${usage.outputTokens} | ${formatSeconds(totalMs)} | ${formatCost(cost, currency)} |`,
  );
  const { cost, inputTokens, cachedInputTokens, outputTokens, unpriced } = totalOf(all);
  const total = `| **all** | ${inputTokens} | ${cachedInputTokens} | ${outputTokens} | | **${formatCost(cost, currency)}** |`;
  return [
    '| | in | cached | out | time | cost |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
    total,
    '',
    ...(unpriced > 0 ? [`${unpriced} of them at a price that is not known: they are not in the sum.`] : []),
  ].join('\n');
}
