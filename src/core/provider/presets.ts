import type { ConnectionPreset } from './connection.ts';
import type { ProviderId } from './target.ts';

/** A provider that users choose by name. */
export interface Preset extends ConnectionPreset {
  readonly name: string;
  /** Where a key is made. */
  readonly keysUrl?: string;
  /** Where the balance is topped up. */
  readonly billingUrl?: string;
  /** What has to run where, said when nothing answers. */
  readonly startHint?: string;
  /** Yuan per US dollar, as this provider bills; for display only. */
  readonly cnyPerUsd: number;
}

/** The market rate of late 2025, rounded; HolySheep bills ¥1 = $1. */
const marketCnyPerUsd = 7.1;

const local = { isKeyless: true, cnyPerUsd: marketCnyPerUsd };

export const presets: Readonly<Record<ProviderId, Preset>> = {
  holysheep: {
    id: 'holysheep',
    name: 'HolySheep AI',
    baseUrl: 'https://api.holysheep.ai/v1',
    keyVariable: 'HOLYSHEEP_API_KEY',
    baseUrlVariable: 'HOLYSHEEP_BASE_URL',
    isKeyless: false,
    keysUrl: 'https://www.holysheep.ai/register',
    billingUrl: 'https://www.holysheep.ai',
    cnyPerUsd: 1,
  },
  openai: {
    id: 'openai',
    name: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    keyVariable: 'OPENAI_API_KEY',
    isKeyless: false,
    keysUrl: 'https://platform.openai.com/api-keys',
    billingUrl: 'https://platform.openai.com/settings/organization/billing',
    cnyPerUsd: marketCnyPerUsd,
  },
  deepseek: {
    id: 'deepseek',
    name: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com/v1',
    keyVariable: 'DEEPSEEK_API_KEY',
    isKeyless: false,
    keysUrl: 'https://platform.deepseek.com/api_keys',
    billingUrl: 'https://platform.deepseek.com/top_up',
    cnyPerUsd: marketCnyPerUsd,
  },
  openrouter: {
    id: 'openrouter',
    name: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyVariable: 'OPENROUTER_API_KEY',
    isKeyless: false,
    keysUrl: 'https://openrouter.ai/settings/keys',
    billingUrl: 'https://openrouter.ai/settings/credits',
    cnyPerUsd: marketCnyPerUsd,
  },
  ollama: {
    id: 'ollama',
    name: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    startHint: 'Start it with “ollama serve”.',
    ...local,
  },
  lmstudio: {
    id: 'lmstudio',
    name: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    startHint: 'Start its server on the Developer page.',
    ...local,
  },
  llamacpp: {
    id: 'llamacpp',
    name: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    startHint: 'Start llama-server.',
    ...local,
  },
  sample: {
    id: 'sample',
    name: 'Sample (recorded answers)',
    baseUrl: '',
    startHint: 'It runs only with “npm start”.',
    ...local,
  },
  // A server of one's own may want a key or not; one that does answers 401, which asks for it.
  custom: { id: 'custom', name: 'Your server', baseUrl: '', ...local },
};
