import { providerIds, type ProviderId } from './target.ts';

/** A model as a setting names it: `gpt-4.1` at the provider in use, `openai:gpt-4.1` at another one. */
export interface ModelReference {
  /** Absent: the provider in use. */
  readonly provider?: ProviderId;
  readonly modelId: string;
}

/** Names of models may hold colons of their own (`qwen2.5-coder:7b`): only a provider's name counts before one. */
export function parseModelReference(text: string): ModelReference {
  const trimmed = text.trim();
  const provider = providerIds.find((id) => trimmed.startsWith(`${id}:`));
  return provider ? { provider, modelId: trimmed.slice(provider.length + 1).trim() } : { modelId: trimmed };
}
