import type { Tokens, Usd } from '../base/units.ts';

export const providerIds = [
  'holysheep',
  'openai',
  'deepseek',
  'openrouter',
  'ollama',
  'lmstudio',
  'llamacpp',
  'sample',
  'custom',
] as const;

export type ProviderId = (typeof providerIds)[number];

/** Where requests go. The key is not part of it: it is looked up when a request leaves. */
export interface Endpoint {
  readonly provider: ProviderId;
  /** Without a trailing slash, usually ending in `/v1`. */
  readonly baseUrl: string;
  /** True for servers that take no key. */
  readonly isKeyless: boolean;
}

/** US dollars per million tokens. */
export interface Price {
  readonly input: Usd;
  readonly cachedInput: Usd;
  /** Anthropic bills what it writes to its cache; elsewhere this equals `input`. */
  readonly cacheWrite: Usd;
  readonly output: Usd;
  /** Who says so, e.g. `catalogue 2025-11` or `parlance.models`. */
  readonly source: string;
}

/** What serves fill-in-the-middle: the word of the catalogue or the user, else found by probing. */
export type FimSupport = 'suffix' | 'template' | 'none' | 'unknown';

export interface Model {
  /** As the endpoint knows it. */
  readonly id: string;
  readonly windowTokens: Tokens;
  readonly maxOutputTokens: Tokens;
  /** Absent where nobody knows: shown as unknown, never as $0. */
  readonly price?: Price;
  readonly fim: FimSupport;
  /** Tokens of this model's vocabulary per token of o200k_base: the catalogue's word, or what was learnt since. */
  readonly tokenRatio: number;
}

/** A row of `parlance.models`: the user's word on a model, prices in USD per million tokens. */
export interface UserModel {
  readonly id: string;
  readonly window?: Tokens | undefined;
  readonly maxOutput?: Tokens | undefined;
  readonly inputPrice?: Usd | undefined;
  readonly cachedInputPrice?: Usd | undefined;
  readonly outputPrice?: Usd | undefined;
  readonly fim?: 'suffix' | 'template' | 'none' | undefined;
}

export interface Target {
  readonly endpoint: Endpoint;
  readonly model: Model;
}
