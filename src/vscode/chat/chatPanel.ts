import { formatUsd } from '../../core/cost/format.ts';
import type { Chat } from '../../core/chat/chat.ts';
import { shownMessages } from '../../core/chat/conversation.ts';
import { slashCommands } from '../../core/chat/slashCommands.ts';
import type { PromptFile } from '../../core/chat/promptFile.ts';
import type { CurrencyDisplay } from '../../core/cost/format.ts';
import type { Milliseconds } from '../../core/base/units.ts';
import type { Price } from '../../core/provider/target.ts';
import type { PanelView, SlashCommandView } from '../../protocol/chatView.ts';
import type { ChatRequests, Room } from './chatRequests.ts';
import type { Along } from './chips.ts';
import { costView } from './viewModel.ts';

const warningShare = 0.8;

export interface PanelFacts {
  readonly chat: Chat;
  readonly room: Room;
  readonly along: Along;
  readonly draftTokens: number;
  readonly currency: CurrencyDisplay;
  readonly strategy: string;
  readonly latencyMs: Milliseconds | undefined;
  readonly prompts: readonly PromptFile[];
  readonly isBusy: boolean;
  readonly isInEditor: boolean;
  readonly decision: PanelView['decision'];
}

/** Everything around the conversation, as it stands. */
export function panelView(facts: PanelFacts, requests: ChatRequests): PanelView {
  const { chat, room, along, currency } = facts;
  const { model } = room.target;
  return {
    title: chat.title,
    model: model.id,
    modelDetail: [priceText(model.price, currency), ...latencyText(facts.latencyMs)].join('\n'),
    strategy: facts.strategy,
    chips: along.chips,
    meter: meterOf(facts, requests),
    ...costView(chat, currency),
    isBusy: facts.isBusy,
    blocked: null,
    decision: facts.decision,
    commands: commandsOf(facts.prompts),
    isInEditor: facts.isInEditor,
  };
}

function meterOf({ chat, room, along, draftTokens }: PanelFacts, requests: ChatRequests): PanelView['meter'] {
  const history = requests.fit(shownMessages(chat), chat, room).tokens;
  const inModel = (tokens: number) => Math.round(tokens * room.ratio);
  const usedTokens = inModel(history + along.tokens + draftTokens);
  const windowTokens = inModel(room.maxTokens);
  return {
    usedTokens,
    windowTokens,
    isEstimate: true,
    isWarning: usedTokens > windowTokens * warningShare,
    detail: [
      `Conversation ${inModel(history)}`,
      `Going along ${inModel(along.tokens)}`,
      `This message ${inModel(draftTokens)}`,
    ].join('\n'),
  };
}

function priceText(price: Price | undefined, currency: CurrencyDisplay): string {
  if (!price) return 'Price unknown: set it in parlance.models';
  const { input, cachedInput, output } = price;
  if (input === 0 && output === 0) return 'Free: it runs on this machine';
  const [fresh, cached, out] = [input, cachedInput, output].map((usd) => formatUsd(usd, currency));
  return `${fresh} in, ${cached} cached, ${out} out per million tokens`;
}

function latencyText(ms: Milliseconds | undefined): readonly string[] {
  return ms === undefined ? [] : [`${(ms / 1000).toFixed(1)} s to the first word`];
}

function commandsOf(prompts: readonly PromptFile[]): readonly SlashCommandView[] {
  const own = prompts.map(({ name, description, hint }) => ({
    name,
    description,
    hint,
    isOwn: true,
    isImmediate: false,
  }));
  const builtIn = slashCommands.map(({ kind, name, description, hint }) => ({
    name,
    description,
    hint,
    isOwn: false,
    isImmediate: kind === 'action' && name !== 'edit',
  }));
  return [...builtIn, ...own];
}
