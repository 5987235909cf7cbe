import { field } from '../base/json.ts';
import type { Tokens } from '../base/units.ts';
import type { Usage } from './chunk.ts';

/**
 * Brings a provider's usage into one form. Three styles are in use:
 * OpenAI's `prompt_tokens` includes what its cache held, so does DeepSeek's (`hit + miss = prompt`);
 * Anthropic's `input_tokens` excludes what was read from and written to its cache.
 * @returns undefined where the payload says nothing usable: then tokens are to be counted and marked as an estimate.
 */
export function readUsage(payload: unknown): Usage | undefined {
  const input = inputOf(payload);
  const output = tokens(payload, 'completion_tokens') ?? tokens(payload, 'output_tokens');
  if (!input || output === undefined) return undefined;
  const reasoning = tokens(
    field(payload, 'completion_tokens_details') ?? field(payload, 'output_tokens_details'),
    'reasoning_tokens',
  );
  const cost = amount(field(payload, 'cost'));
  return {
    ...input,
    outputTokens: output,
    reasoningTokens: Math.min(reasoning ?? 0, output),
    ...(cost !== undefined && { reportedCostUsd: cost }),
    origin: 'reported',
  };
}

type Input = Pick<Usage, 'inputTokens' | 'cachedInputTokens' | 'cacheWriteTokens'>;

function inputOf(payload: unknown): Input | undefined {
  const prompt = tokens(payload, 'prompt_tokens');
  if (prompt === undefined) return anthropicInput(payload);
  const details = field(payload, 'prompt_tokens_details');
  const cached = tokens(details, 'cached_tokens') ?? tokens(payload, 'prompt_cache_hit_tokens') ?? 0;
  const written = tokens(details, 'cache_write_tokens') ?? 0;
  return {
    inputTokens: prompt,
    cachedInputTokens: Math.min(cached, prompt),
    cacheWriteTokens: Math.min(written, prompt - Math.min(cached, prompt)),
  };
}

function anthropicInput(payload: unknown): Input | undefined {
  const fresh = tokens(payload, 'input_tokens');
  if (fresh === undefined) return undefined;
  const read = tokens(payload, 'cache_read_input_tokens') ?? 0;
  const written = tokens(payload, 'cache_creation_input_tokens') ?? 0;
  return { inputTokens: fresh + read + written, cachedInputTokens: read, cacheWriteTokens: written };
}

function tokens(payload: unknown, name: string): Tokens | undefined {
  const value = amount(field(payload, name));
  return value === undefined ? undefined : Math.round(value);
}

/** Some gateways send numbers as strings; negative ones and nonsense count as not said. */
function amount(value: unknown): number | undefined {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) && parsed >= 0 ? parsed : undefined;
}
