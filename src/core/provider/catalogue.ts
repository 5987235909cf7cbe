import type { Tokens } from '../base/units.ts';
import { isLoopback } from './loopback.ts';
import type { Endpoint, Model, Price, UserModel } from './target.ts';

/**
 * Output prices as the product was specified with; input prices are the vendors' list prices.
 * A gateway may charge others: `parlance.models` wins.
 */
const listPrices = 'list prices of 2025-11';

interface CatalogueRow {
  /** Matches the model's name in any spelling: with a vendor before it, a date behind it. */
  readonly pattern: RegExp;
  readonly windowTokens: number;
  readonly maxOutputTokens: number;
  readonly price: Omit<Price, 'source'>;
  readonly tokenRatio: number;
}

/** USD per million tokens. Token ratios: measured tokens per token of o200k_base on 483 source files. */
const catalogue: readonly CatalogueRow[] = [
  {
    pattern: /(^|\/)deepseek-(v3\.2(-exp)?|chat)$/,
    windowTokens: 128_000,
    maxOutputTokens: 8_192,
    price: { input: 0.28, cachedInput: 0.028, cacheWrite: 0.28, output: 0.42 },
    tokenRatio: 1.06,
  },
  {
    pattern: /(^|\/)gpt-4\.1(-\d{4}-\d{2}-\d{2})?$/,
    windowTokens: 1_047_576,
    maxOutputTokens: 32_768,
    price: { input: 2, cachedInput: 0.5, cacheWrite: 2, output: 8 },
    tokenRatio: 1,
  },
  {
    pattern: /(^|\/)claude-sonnet-4[.-]5(-\d{8})?$/,
    windowTokens: 200_000,
    maxOutputTokens: 64_000,
    price: { input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15 },
    tokenRatio: 1.12,
  },
  {
    pattern: /(^|\/)gemini-2\.5-flash$/,
    windowTokens: 1_048_576,
    maxOutputTokens: 65_536,
    price: { input: 0.3, cachedInput: 0.075, cacheWrite: 0.3, output: 2.5 },
    tokenRatio: 1.16,
  },
];

/** The models that are offered before a provider has listed its own. */
export const wellKnownModels: readonly string[] = ['deepseek-v3.2', 'gpt-4.1', 'claude-sonnet-4.5', 'gemini-2.5-flash'];

/** What most servers hold at least; a "too long" answer corrects it. */
const unknownWindow = 128_000;
const unknownMaxOutput = 8_192;
/** Between OpenAI's 1.00 and Gemini's 1.16. */
const unknownTokenRatio = 1.08;

const free: Price = { input: 0, cachedInput: 0, cacheWrite: 0, output: 0, source: 'runs on this machine' };

export interface ModelSources {
  readonly userModels: readonly UserModel[];
  /** What the provider itself lists. */
  readonly listed?: { readonly price: Price; readonly windowTokens?: Tokens } | undefined;
}

/** What is known of a model: the user's word first, then the provider's, then the catalogue. An unknown one has no price. */
export function resolveModel(id: string, endpoint: Endpoint, { userModels, listed }: ModelSources): Model {
  const own = userModels.find((model) => model.id === id);
  const row = catalogue.find(({ pattern }) => pattern.test(id.toLowerCase()));
  const price = userPrice(own) ?? listed?.price ?? cataloguePrice(endpoint, row);
  return {
    id,
    ...limitsOf(own, listed?.windowTokens, row),
    fim: own?.fim ?? 'unknown',
    tokenRatio: row?.tokenRatio ?? unknownTokenRatio,
    ...(price && { price }),
  };
}

function limitsOf(own: UserModel | undefined, listedWindow: Tokens | undefined, row: CatalogueRow | undefined) {
  return {
    windowTokens: own?.window ?? listedWindow ?? row?.windowTokens ?? unknownWindow,
    maxOutputTokens: own?.maxOutput ?? row?.maxOutputTokens ?? unknownMaxOutput,
  };
}

/** Cached input is billed in full where the user names no price for it: never too little. */
function userPrice(model: UserModel | undefined): Price | undefined {
  if (model?.inputPrice === undefined || model.outputPrice === undefined) return undefined;
  const { inputPrice: input, outputPrice: output, cachedInputPrice: cachedInput = input } = model;
  return { input, cachedInput, cacheWrite: input, output, source: 'parlance.models' };
}

/** A hosted provider on loopback is a proxy, and what is behind it bills. */
function cataloguePrice({ baseUrl, isKeyless }: Endpoint, row: CatalogueRow | undefined): Price | undefined {
  if (isKeyless && isLoopback(baseUrl)) return free;
  return row && { ...row.price, source: listPrices };
}
