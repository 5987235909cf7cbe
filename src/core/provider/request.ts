import type { Tokens } from '../base/units.ts';
import type { Target } from './target.ts';

/** What a request is for: the ledger's row label, and the source of its priority. */
export type Feature =
  'generate' | 'edit' | 'fix' | 'tests' | 'documentation' | 'chat' | 'inline' | 'prefetch' | 'batch' | 'compare';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export type Prompt =
  | { readonly kind: 'chat'; readonly messages: readonly Message[] }
  | { readonly kind: 'fim'; readonly prefix: string; readonly suffix: string };

/** One request, complete and immutable: everything that determines its answer is in here. */
export interface ModelRequest {
  /** Unique in this window; on every log line that concerns the request. */
  readonly id: string;
  readonly feature: Feature;
  readonly target: Target;
  readonly prompt: Prompt;
  readonly temperature: number;
  readonly maxOutputTokens: Tokens;
  /** At most 4, the least that every provider takes. */
  readonly stop?: readonly string[];
  /** Our own count of the prompt, calibrated for the model. */
  readonly promptTokens: Tokens;
  /** Name of the strategy that chose the figures, for the ledger. */
  readonly strategy?: string;
  /** `Try Again` wants another answer, not the remembered one. */
  readonly bypassCache?: boolean;
}

/** Lower goes first. Typing never makes a command wait. */
export const priorities: Readonly<Record<Feature, number>> = {
  generate: 0,
  edit: 0,
  fix: 0,
  tests: 0,
  documentation: 0,
  chat: 1,
  inline: 2,
  prefetch: 3,
  batch: 4,
  compare: 4,
};

/** Requests that nobody has asked for: typing has moved on before a second attempt or a wait would be over. */
export function isUnasked({ feature }: Pick<ModelRequest, 'feature'>): boolean {
  return feature === 'inline' || feature === 'prefetch';
}
