import assert from 'node:assert/strict';
import { parseModelReference } from '../../../../src/core/provider/modelReference.ts';

describe('parseModelReference', () => {
  for (const [text, expected] of [
    ['gpt-4.1', { modelId: 'gpt-4.1' }],
    ['openai:gpt-4.1', { provider: 'openai', modelId: 'gpt-4.1' }],
    ['qwen2.5-coder:7b', { modelId: 'qwen2.5-coder:7b' }],
    ['ollama:qwen2.5-coder:7b', { provider: 'ollama', modelId: 'qwen2.5-coder:7b' }],
    ['openrouter: anthropic/claude-sonnet-4.5 ', { provider: 'openrouter', modelId: 'anthropic/claude-sonnet-4.5' }],
  ] as const) {
    it(text, () => assert.deepEqual(parseModelReference(text), expected));
  }
});
