import { workspace } from 'vscode';
import type { Tokens } from '../../core/base/units.ts';
import type { Chat, Message } from '../../core/chat/chat.ts';
import { planFold, summaryTokens, type FoldPlan } from '../../core/chat/folding.ts';
import { fitPrompt, type FittedPrompt } from '../../core/chat/prompt.ts';
import type { PreparedRequest } from '../../core/chat/runAnswer.ts';
import type { Preparation } from '../../core/chat/thread.ts';
import { costOf } from '../../core/cost/costOf.ts';
import { ParlanceError, type ErrorKind } from '../../core/errors.ts';
import { chooseStrategy, type Strategy } from '../../core/generation/strategy.ts';
import type { Cost, Usage } from '../../core/provider/chunk.ts';
import { describeError } from '../../core/provider/describeError.ts';
import { countMessages } from '../../core/provider/fitMessages.ts';
import type { Target } from '../../core/provider/target.ts';
import type { ChatParts } from './chatParts.ts';

/** What a request of a given model may hold. */
export interface Room {
  readonly target: Target;
  readonly strategy: Strategy;
  /** For the prompt, by our own count. */
  readonly maxTokens: Tokens;
  /** The model's tokens per token of ours. */
  readonly ratio: number;
}

type RequestParts = Pick<ChatParts, 'settings' | 'models' | 'requests' | 'tokens' | 'calibration' | 'isSaving'>;

/** Makes requests of conversations. */
/** A summary that can be had, and what it would cost at most. */
export interface FoldOffer {
  readonly plan: FoldPlan;
  readonly inputTokens: Tokens;
  readonly cost: Cost;
}

const noUsage: Usage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  origin: 'estimated',
};

export class ChatRequests {
  readonly #parts: RequestParts;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** @param instruction what the adaptive strategy goes by */
  async room(instruction: string): Promise<Room> {
    const { target } = await this.#parts.models.target();
    const { id, windowTokens, maxOutputTokens, tokenRatio } = target.model;
    const { calibration, settings, isSaving } = this.#parts;
    const strategy = chooseStrategy(settings.read().strategy, instruction, isSaving());
    const window =
      windowTokens * (1 - calibration.safetyMargin(id)) - Math.min(strategy.maxOutputTokens, maxOutputTokens);
    return { target, strategy, ratio: tokenRatio, maxTokens: Math.max(0, Math.floor(window / tokenRatio)) };
  }

  fit(path: readonly Message[], chat: Chat, room: Room): FittedPrompt {
    return fitPrompt(path, chat.folds, room.maxTokens, this.#parts.tokens.countNow);
  }

  /** What a summary of the older messages would be made of; undefined while all of them fit, or nothing can be left out. */
  planFold(path: readonly Message[], chat: Chat, room: Room): FoldOffer | undefined {
    if (this.fit(path, chat, room).leftOut === 0) return undefined;
    const { countNow } = this.#parts.tokens;
    const plan = planFold(path, chat.folds, room.maxTokens, countNow);
    if (!plan) return undefined;
    const { model } = room.target;
    const inputTokens = Math.ceil(countMessages(plan.prompt, countNow) * model.tokenRatio);
    const usage = { ...noUsage, inputTokens, outputTokens: summaryTokens };
    return { plan, inputTokens, cost: costOf(usage, model.price) };
  }

  async prepareFold({ prompt }: FoldPlan, { target }: Room): Promise<PreparedRequest> {
    return this.#parts.requests.build({
      feature: 'chat',
      target,
      messages: prompt,
      temperature: 0,
      maxOutputTokens: Math.min(summaryTokens, target.model.maxOutputTokens),
    });
  }

  async prepare(path: readonly Message[], chat: Chat, isAnotherTry: boolean): Promise<Preparation> {
    const last = path.at(-1);
    const question = last?.kind === 'user' ? (last.prompt ?? last.text) : '';
    const room = await this.room(question);
    const { target, strategy } = room;
    const { key } = await this.#parts.models.target();
    if (!workspace.isTrusted) return refused('untrustedWorkspace', 'The workspace is not trusted.', target);
    if (key.kind === 'missing') return refused('keyMissing', 'No API key is set.', target);
    const { messages, leftOut, isTooLong } = this.fit(path, chat, room);
    if (isTooLong) return refused('contextTooLong', 'The message is longer than the model’s window.', target);
    const prepared = await this.#parts.requests.build({
      feature: 'chat',
      target,
      messages,
      temperature: strategy.temperature,
      maxOutputTokens: Math.min(strategy.maxOutputTokens, target.model.maxOutputTokens),
      strategy: strategy.name,
      ...(isAnotherTry && { bypassCache: true }),
    });
    return { kind: 'ready', prepared, leftOut };
  }
}

function refused(kind: ErrorKind, why: string, target: Target): Preparation {
  const { text, actions } = describeError(new ParlanceError(kind, why), target);
  return { kind: 'refused', model: target.model.id, state: { kind: 'failed', error: kind, message: text, actions } };
}
