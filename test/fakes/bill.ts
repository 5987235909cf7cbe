import type { UsageStyle } from './reply.ts';

/** US dollars per million tokens. */
export interface FakePrice {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

export interface BilledTokens {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
}

/** The fake's vocabulary: a token per four characters, so that its counts differ from ours as a real provider's do. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

const cacheBlockTokens = 64;

/** What the provider has billed, kept apart from what Parlance believes. In nano-dollars, so that sums are exact. */
export class Bill {
  readonly #price: FakePrice;
  readonly #isCaching: boolean;
  readonly #prompts: string[] = [];
  nanoUsd = 0;
  requests = 0;

  constructor(price: FakePrice, isCaching: boolean) {
    this.#price = price;
    this.#isCaching = isCaching;
  }

  get usd(): number {
    return this.nanoUsd / 1e9;
  }

  /** Tokens of a prompt's longest prefix that was seen before, in whole blocks; remembers the prompt. */
  cachedTokens(prompt: string): number {
    if (!this.#isCaching) return 0;
    const longest = Math.max(0, ...this.#prompts.map((earlier) => commonPrefix(earlier, prompt)));
    this.#prompts.push(prompt);
    return Math.floor(tokensOf(prompt.slice(0, longest)) / cacheBlockTokens) * cacheBlockTokens;
  }

  charge({ input, cached, output }: BilledTokens): void {
    const { input: inputPrice, cachedInput } = this.#price;
    this.requests++;
    // USD per million tokens × 1,000 = nano-dollars per token.
    this.nanoUsd +=
      Math.round(((input - cached) * inputPrice + cached * cachedInput) * 1000) + this.#outputNanoUsd(output);
  }

  /** The client left: what was not made is not billed. */
  refund(output: number): void {
    this.nanoUsd -= this.#outputNanoUsd(output);
  }

  #outputNanoUsd(tokens: number): number {
    return Math.round(tokens * this.#price.output * 1000);
  }
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** The three ways in which real providers report the same tokens. */
export function usagePayload(style: UsageStyle, { input, cached, output, reasoning }: BilledTokens): unknown {
  switch (style) {
    case 'openai':
      return {
        prompt_tokens: input,
        completion_tokens: output,
        total_tokens: input + output,
        prompt_tokens_details: { cached_tokens: cached },
        completion_tokens_details: { reasoning_tokens: reasoning },
      };
    case 'deepseek':
      return {
        prompt_tokens: input,
        completion_tokens: output,
        total_tokens: input + output,
        prompt_cache_hit_tokens: cached,
        prompt_cache_miss_tokens: input - cached,
      };
    case 'anthropic':
      return {
        input_tokens: input - cached,
        output_tokens: output,
        cache_read_input_tokens: cached,
        cache_creation_input_tokens: 0,
      };
    case 'none':
      return undefined;
  }
}
