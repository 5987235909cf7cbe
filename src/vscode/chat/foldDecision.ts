import type { Message } from '../../core/chat/chat.ts';
import { shownMessages } from '../../core/chat/conversation.ts';
import type { ChatThread, Turn } from '../../core/chat/thread.ts';
import { formatCost, formatTokens, type CurrencyDisplay } from '../../core/cost/format.ts';
import type { PanelView } from '../../protocol/chatView.ts';
import type { ChatRequests, FoldOffer, Room } from './chatRequests.ts';

interface Pending {
  readonly turn: Turn;
  readonly room: Room;
  readonly offer: FoldOffer;
  readonly currency: CurrencyDisplay;
  /** Why the summary that was wanted has not come. */
  readonly problem?: string;
}

/** What becomes of the message that waits. */
export type Decided =
  | { readonly kind: 'send'; readonly turn: Turn }
  | { readonly kind: 'keep'; readonly text: string }
  | { readonly kind: 'ask' };

/** Asks before older messages are folded into a summary, since that costs something, or left out. */
export class FoldDecision {
  readonly #requests: ChatRequests;
  /** The user has said for this chat that older messages stay out. */
  #leavesOut = '';
  #pending: Pending | undefined;

  constructor(requests: ChatRequests) {
    this.#requests = requests;
  }

  get view(): PanelView['decision'] {
    if (!this.#pending) return null;
    const { offer, currency, problem, room } = this.#pending;
    const { plan, inputTokens, cost } = offer;
    const price = cost.kind === 'unknown' ? 'at an unknown price' : `for at most ${formatCost(cost, currency)}`;
    const full = `The window of ${room.target.model.id} is full.`;
    const offered = `The ${plan.count} oldest messages can be summarised ${price} (${formatTokens(inputTokens)} tokens), or stay out.`;
    return {
      text: `${problem ?? full} ${offered}`,
      options: [
        { id: 'fold', label: 'Summarise' },
        { id: 'leaveOut', label: 'Leave Out' },
        { id: 'cancel', label: 'Cancel' },
      ],
    };
  }

  /** @returns whether `turn` waits for the user's decision */
  needsAnswer(turn: Turn, { chat }: ChatThread, room: Room, currency: CurrencyDisplay): boolean {
    this.#pending = undefined;
    if (this.#leavesOut === chat.id) return false;
    const next: Message = { kind: 'user', id: 'next', parentId: chat.headId, atMs: chat.updatedMs, ...turn };
    const offer = this.#requests.planFold([...shownMessages(chat), next], chat, room);
    if (offer) this.#pending = { turn, room, offer, currency };
    return offer !== undefined;
  }

  async decide(option: string, thread: ChatThread): Promise<Decided> {
    const pending = this.#pending;
    this.#pending = undefined;
    if (!pending) return { kind: 'ask' };
    const { turn, offer, room } = pending;
    if (option === 'cancel') return { kind: 'keep', text: turn.text };
    if (option === 'leaveOut') {
      this.#leavesOut = thread.chat.id;
      return { kind: 'send', turn };
    }
    const state = await thread.fold(offer.plan.upToId, await this.#requests.prepareFold(offer.plan, room));
    if (state?.kind === 'complete') return { kind: 'send', turn };
    const problem = state?.kind === 'failed' ? state.message : 'There is no summary yet.';
    this.#pending = { ...pending, problem };
    return { kind: 'ask' };
  }

  /** Another chat is shown. */
  forget(): void {
    this.#pending = undefined;
  }
}
