import type { ParlanceError } from '../errors.ts';
import type { Milliseconds, Tokens, Usd } from '../base/units.ts';
import type { Target } from './target.ts';

/** Tokens in one normal form, whichever of the three styles the provider reported. */
export interface Usage {
  /** All input: fresh, cached and written to the cache. */
  readonly inputTokens: Tokens;
  readonly cachedInputTokens: Tokens;
  readonly cacheWriteTokens: Tokens;
  /** All output, reasoning included. */
  readonly outputTokens: Tokens;
  readonly reasoningTokens: Tokens;
  /** What the provider itself says it bills; wins over every price table. */
  readonly reportedCostUsd?: Usd;
  /** `estimated` where any of the figures is our own count. */
  readonly origin: 'reported' | 'estimated';
}

/** `unknown` where no price is known: never to be shown as $0. */
export type Cost =
  { readonly kind: 'known'; readonly usd: Usd; readonly isEstimate: boolean } | { readonly kind: 'unknown' };

export type Finish =
  | { readonly kind: 'complete' }
  | { readonly kind: 'truncated'; readonly by: 'length' | 'contentFilter' | 'toolCalls' }
  | { readonly kind: 'failed'; readonly error: ParlanceError };

/** What a request came to: shown beside its result and booked in the ledger. */
export interface Receipt {
  readonly requestId: string;
  readonly target: Target;
  readonly servedBy: 'network' | 'cache' | 'shared';
  readonly usage: Usage;
  readonly cost: Cost;
  /** What a cache hit would have cost. */
  readonly saved?: Cost;
  readonly firstTokenMs?: Milliseconds;
  readonly totalMs: Milliseconds;
}

/** What happens on the way, for the user who waits and for the health view. */
export type Notice =
  | { readonly kind: 'queued'; readonly reason: 'rate' | 'concurrency' }
  | { readonly kind: 'sent'; readonly attempt: number }
  | {
      readonly kind: 'retrying';
      readonly attempt: number;
      readonly waitMs: Milliseconds;
      readonly error: ParlanceError;
    }
  | { readonly kind: 'repaired'; readonly what: string }
  /** It was too long for the model's window; what is oldest was left out. */
  | { readonly kind: 'trimmed'; readonly fromTokens: Tokens; readonly toTokens: Tokens }
  | { readonly kind: 'fellBack'; readonly from: Target; readonly to: Target; readonly because: ParlanceError };

/**
 * The parts of an answer, in order: notices and reasoning at any time, text, then exactly one end.
 * Once text was delivered, a failure arrives as the end's `finish`; before that it is thrown.
 * `usage` is what the provider reported; `receipt` is added by the outermost policy.
 */
export type Chunk =
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'reasoning'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'end'; readonly finish: Finish; readonly usage?: Usage; readonly receipt?: Receipt };
