import { formatCost, formatSeconds, formatTokens, type CurrencyDisplay } from '../cost/format.ts';
import type { Finish, Receipt } from '../provider/chunk.ts';
import { describeError } from '../provider/describeError.ts';
import type { Target } from '../provider/target.ts';
import type { GenerationOutcome } from './generateCode.ts';
import type { Strategy } from './strategy.ts';

/** What is said about finished code: in the row above it, and in that row's tooltip. */
export interface GenerationSummary {
  readonly headline: string;
  readonly tooltip: string;
  /** Why the code is not all there. */
  readonly problem?: string;
}

export function summarise(
  { finish, receipt, insteadOf }: GenerationOutcome,
  strategy: Strategy,
  currency: CurrencyDisplay,
): GenerationSummary {
  const problem = receipt && problemOf(finish, receipt.target);
  return {
    headline: receipt ? headlineOf(receipt, insteadOf, currency) : '',
    tooltip: [`Strategy: ${strategy.name} (${strategy.reason})`, ...(receipt ? details(receipt) : [])].join('\n'),
    ...(problem !== undefined && { problem }),
  };
}

function headlineOf(receipt: Receipt, insteadOf: string | undefined, currency: CurrencyDisplay): string {
  const { target, totalMs, usage, cost, servedBy, saved } = receipt;
  const name = nameOf(target, insteadOf);
  if (servedBy !== 'network') {
    const savedText = saved?.kind === 'known' && saved.usd > 0 ? `, saved ${formatCost(saved, currency)}` : '';
    return `${name} · from the cache · ${formatCost(cost, currency)}${savedText}`;
  }
  const tokens = formatTokens(usage.inputTokens + usage.outputTokens);
  return `${name} · ${formatSeconds(totalMs)} · ${tokens} tokens · ${formatCost(cost, currency)}`;
}

function nameOf({ model, endpoint }: Target, insteadOf: string | undefined): string {
  if (endpoint.provider === 'sample') return `${model.id} (recorded, not a model)`;
  return insteadOf === undefined ? model.id : `${model.id} (${insteadOf} is not available)`;
}

function details({ usage, firstTokenMs, target }: Receipt): string[] {
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens, origin } = usage;
  const { price } = target.model;
  return [
    `Input: ${inputTokens} tokens, of them ${cachedInputTokens} from the provider's cache`,
    `Output: ${outputTokens} tokens${reasoningTokens > 0 ? `, of them ${reasoningTokens} reasoning` : ''}`,
    ...(origin === 'estimated' ? ['Counted by Parlance: the provider reported no usage.'] : []),
    ...(firstTokenMs === undefined ? [] : [`First token after ${formatSeconds(firstTokenMs)}`]),
    price ? `Price: ${price.source}` : 'The price of this model is not known: set it in parlance.models.',
  ];
}

function problemOf(finish: Finish, target: Target): string | undefined {
  switch (finish.kind) {
    case 'complete':
      return undefined;
    case 'truncated':
      return truncations[finish.by];
    case 'failed':
      return `Incomplete: ${describeError(finish.error, target).text}`;
  }
}

const truncations = {
  length: 'Incomplete: the answer reached its length limit. A thorough strategy allows more.',
  contentFilter: 'Incomplete: the provider’s content filter cut it off.',
  toolCalls: 'Incomplete: the model wanted to call a tool.',
};
