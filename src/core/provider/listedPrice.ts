import { field } from '../base/json.ts';
import type { Usd } from '../base/units.ts';

/** USD per million tokens, as far as a provider's own list says. */
export interface ListedPrice {
  readonly input: Usd;
  readonly cachedInput?: Usd;
  readonly output: Usd;
}

/** The price that an entry of `/models` carries in OpenRouter's form: USD per token, mostly as strings. */
export function listedPrice(model: unknown): ListedPrice | undefined {
  const pricing = field(model, 'pricing');
  const input = perMillion(field(pricing, 'prompt'));
  const output = perMillion(field(pricing, 'completion'));
  const cachedInput = perMillion(field(pricing, 'input_cache_read'));
  if (input === undefined || output === undefined) return undefined;
  return { input, output, ...(cachedInput !== undefined && { cachedInput }) };
}

/** Negative prices stand for "it depends" at OpenRouter. */
function perMillion(value: unknown): Usd | undefined {
  const perToken = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof perToken !== 'number' || !Number.isFinite(perToken) || perToken < 0) return undefined;
  // 0.0000003 × 1,000,000 is 0.3, not 0.29999999999999999.
  return Number((perToken * 1e6).toFixed(6));
}
