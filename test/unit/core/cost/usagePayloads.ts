import type { Price } from '../../../../src/core/provider/target.ts';

/** USD per million tokens. A thousandth of these, in nano-dollars, is what one token costs. */
export const prices = {
  deepseek: { input: 0.28, cachedInput: 0.028, cacheWrite: 0.28, output: 0.42, source: 'test' },
  openai: { input: 2, cachedInput: 0.5, cacheWrite: 2, output: 8, source: 'test' },
  anthropic: { input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15, source: 'test' },
  free: { input: 0, cachedInput: 0, cacheWrite: 0, output: 0, source: 'test' },
  none: undefined,
} satisfies Readonly<Record<string, Price | undefined>>;

export type PriceName = keyof typeof prices;
/** Nano-dollars, worked out by hand; `unusable` where tokens have to be counted instead. */
type Expected = number | 'unknown' | 'unusable';

const openai = (changes: object) => ({ prompt_tokens: 1000, completion_tokens: 100, ...changes });
const cached = (tokens: unknown, more: object = {}) =>
  openai({ prompt_tokens_details: { cached_tokens: tokens, ...more } });
const deepseek = (hit: unknown, miss: unknown) =>
  openai({ prompt_cache_hit_tokens: hit, prompt_cache_miss_tokens: miss });
const anthropic = (changes: object) => ({ input_tokens: 1000, output_tokens: 100, ...changes });
const read = (tokens: unknown, more: object = {}) =>
  anthropic({ input_tokens: 800, cache_read_input_tokens: tokens, ...more });

export const usagePayloads: readonly (readonly [string, PriceName, unknown, Expected])[] = [
  // 1,000 × 2,000 + 100 × 8,000
  ['input and output', 'openai', openai({}), 2_800_000],
  ['nothing cached', 'openai', cached(0), 2_800_000],
  // 800 × 2,000 + 200 × 500 + 100 × 8,000
  ['cached is part of the prompt', 'openai', cached(200), 2_500_000],
  ['all of it cached', 'openai', cached(1000), 1_300_000],
  ['more cached than sent', 'openai', cached(1500), 1_300_000],
  ['cached null', 'openai', cached(null), 2_800_000],
  ['cached as a string', 'openai', cached('200'), 2_500_000],
  ['cached negative', 'openai', cached(-200), 2_800_000],
  ['cached no number', 'openai', cached(true), 2_800_000],
  ['details null', 'openai', openai({ prompt_tokens_details: null }), 2_800_000],
  ['details a list', 'openai', openai({ prompt_tokens_details: [] }), 2_800_000],
  ['details empty', 'openai', openai({ prompt_tokens_details: {}, completion_tokens_details: {} }), 2_800_000],
  [
    'reasoning is part of the output',
    'openai',
    openai({ completion_tokens_details: { reasoning_tokens: 60 } }),
    2_800_000,
  ],
  ['more reasoning than output', 'openai', openai({ completion_tokens_details: { reasoning_tokens: 500 } }), 2_800_000],
  ['reasoning null', 'openai', openai({ completion_tokens_details: { reasoning_tokens: null } }), 2_800_000],
  ['audio beside cached', 'openai', cached(200, { audio_tokens: 0 }), 2_500_000],
  ['predictions', 'openai', openai({ completion_tokens_details: { accepted_prediction_tokens: 9 } }), 2_800_000],
  ['nothing at all', 'openai', { prompt_tokens: 0, completion_tokens: 0 }, 0],
  ['one token in', 'openai', { prompt_tokens: 1, completion_tokens: 0 }, 2_000],
  ['one token out', 'openai', { prompt_tokens: 0, completion_tokens: 1 }, 8_000],
  ['strings', 'openai', { prompt_tokens: '1000', completion_tokens: '100' }, 2_800_000],
  ['strings with blanks', 'openai', { prompt_tokens: ' 1000 ', completion_tokens: '100\n' }, 2_800_000],
  ['fractions of tokens', 'openai', { prompt_tokens: 1000.4, completion_tokens: 99.6 }, 2_800_000],
  ['a total that is wrong', 'openai', openai({ total_tokens: 7 }), 2_800_000],
  ['output null', 'openai', openai({ completion_tokens: null }), 'unusable'],
  ['output missing', 'openai', { prompt_tokens: 1000 }, 'unusable'],
  ['input null', 'openai', openai({ prompt_tokens: null }), 'unusable'],
  ['input negative', 'openai', openai({ prompt_tokens: -5 }), 'unusable'],
  ['output negative', 'openai', openai({ completion_tokens: -5 }), 'unusable'],
  ['input words', 'openai', openai({ prompt_tokens: 'many' }), 'unusable'],
  ['input blank', 'openai', openai({ prompt_tokens: '' }), 'unusable'],
  ['input infinite', 'openai', openai({ prompt_tokens: Infinity }), 'unusable'],
  ['only a total', 'openai', { total_tokens: 1100 }, 'unusable'],
  ['an empty object', 'openai', {}, 'unusable'],
  ['null', 'openai', null, 'unusable'],
  ['undefined', 'openai', undefined, 'unusable'],
  ['a string', 'openai', 'usage', 'unusable'],
  ['a list', 'openai', [], 'unusable'],
  ['a number', 'openai', 42, 'unusable'],
  ['the provider’s own cost', 'openai', openai({ cost: 0.005 }), 5_000_000],
  ['its cost as a string', 'openai', openai({ cost: '0.0025' }), 2_500_000],
  ['its cost zero', 'openai', openai({ cost: 0 }), 0],
  ['its cost null', 'openai', openai({ cost: null }), 2_800_000],
  ['its cost negative', 'openai', openai({ cost: -1 }), 2_800_000],
  ['its cost in words', 'openai', openai({ cost: 'free' }), 2_800_000],
  [
    'its cost with details',
    'openai',
    openai({ cost: 0.004, cost_details: { upstream_inference_cost: null } }),
    4_000_000,
  ],
  ['its cost without a price', 'none', openai({ cost: 0.001 }), 1_000_000],
  ['no price', 'none', openai({}), 'unknown'],
  ['no price and no tokens', 'none', { prompt_tokens: 0, completion_tokens: 0 }, 'unknown'],
  ['a server of one’s own', 'free', openai({}), 0],
  // 700 × 3,000 + 200 × 300 + 100 × 3,750 + 100 × 15,000
  ['writes in OpenAI’s form', 'anthropic', cached(200, { cache_write_tokens: 100 }), 4_035_000],
  // Only 200 can have been written: 800 × 300 + 200 × 3,750 + 100 × 15,000
  ['more written than is left', 'anthropic', cached(800, { cache_write_tokens: 500 }), 2_490_000],
  // 1,000 × 280 + 100 × 420
  ['all missed', 'deepseek', deepseek(0, 1000), 322_000],
  // 360 × 280 + 640 × 28 + 100 × 420
  ['hit and miss', 'deepseek', deepseek(640, 360), 160_720],
  ['all hit', 'deepseek', deepseek(1000, 0), 70_000],
  ['hit missing', 'deepseek', deepseek(undefined, 1000), 322_000],
  ['hit null', 'deepseek', deepseek(null, 1000), 322_000],
  ['hit as a string', 'deepseek', deepseek('640', '360'), 160_720],
  ['more hits than prompt', 'deepseek', deepseek(2000, 0), 70_000],
  [
    'both styles at once',
    'deepseek',
    { ...deepseek(640, 360), prompt_tokens_details: { cached_tokens: 640 } },
    160_720,
  ],
  ['one token each', 'deepseek', { prompt_tokens: 1, completion_tokens: 1 }, 700],
  // 64 × 280 + 127,936 × 28 + 8,192 × 420
  [
    'a full window',
    'deepseek',
    {
      prompt_tokens: 128_000,
      prompt_cache_hit_tokens: 127_936,
      prompt_cache_miss_tokens: 64,
      completion_tokens: 8_192,
    },
    7_040_768,
  ],
  // 1,000 × 3,000 + 100 × 15,000
  ['Anthropic’s names', 'anthropic', anthropic({}), 4_500_000],
  // 800 × 3,000 + 200 × 300 + 100 × 15,000
  ['what was read comes on top', 'anthropic', read(200), 3_960_000],
  // 800 × 3,000 + 200 × 3,750 + 100 × 15,000
  ['what was written comes on top', 'anthropic', read(0, { cache_creation_input_tokens: 200 }), 4_650_000],
  // 800 × 3,000 + 300 × 300 + 200 × 3,750 + 100 × 15,000
  ['read and written', 'anthropic', read(300, { cache_creation_input_tokens: 200 }), 4_740_000],
  ['all read', 'anthropic', anthropic({ input_tokens: 0, cache_read_input_tokens: 1000 }), 1_800_000],
  ['nulls', 'anthropic', anthropic({ cache_read_input_tokens: null, cache_creation_input_tokens: null }), 4_500_000],
  ['Anthropic’s as strings', 'anthropic', { ...read('200'), output_tokens: '100' }, 3_960_000],
  // 4 × 3,000 + 12,000 × 300 + 1 × 15,000
  [
    'a short question on a long cache',
    'anthropic',
    { input_tokens: 4, cache_read_input_tokens: 12_000, output_tokens: 1 },
    3_627_000,
  ],
  ['its reasoning', 'anthropic', anthropic({ output_tokens_details: { reasoning_tokens: 50 } }), 4_500_000],
  ['its tier', 'anthropic', anthropic({ service_tier: 'standard' }), 4_500_000],
  ['its cost', 'anthropic', anthropic({ cost: 0.01 }), 10_000_000],
  ['both names', 'anthropic', { ...anthropic({}), ...openai({}) }, 4_500_000],
  ['its output missing', 'anthropic', { input_tokens: 1000 }, 'unusable'],
  ['its input null', 'anthropic', anthropic({ input_tokens: null }), 'unusable'],
];
