import type { Usd } from '../base/units.ts';
import type { Cost } from '../provider/chunk.ts';
import type { AnswerReceipt } from './chat.ts';

export interface ChatCost {
  /** Of the answers whose price is known; unknown where there is none. */
  readonly cost: Cost;
  /** Answers whose price nobody knows. */
  readonly unpriced: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** What the answers of a chat came to, together. */
export function totalOf(receipts: readonly AnswerReceipt[]): ChatCost {
  let usd: Usd = 0;
  let isEstimate = false;
  let unpriced = 0;
  const tokens = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  for (const { cost, usage } of receipts) {
    tokens.inputTokens += usage.inputTokens;
    tokens.cachedInputTokens += usage.cachedInputTokens;
    tokens.outputTokens += usage.outputTokens;
    if (cost.kind === 'unknown') unpriced++;
    else {
      usd += cost.usd;
      isEstimate ||= cost.isEstimate;
    }
  }
  const isUnknown = unpriced > 0 && unpriced === receipts.length;
  return { cost: isUnknown ? { kind: 'unknown' } : { kind: 'known', usd, isEstimate }, unpriced, ...tokens };
}
