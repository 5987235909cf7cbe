import { QuirksMemory } from '../../src/core/provider/quirks.ts';
import type { Chunk } from '../../src/core/provider/chunk.ts';
import type { ModelRequest } from '../../src/core/provider/request.ts';
import type { Model, Target } from '../../src/core/provider/target.ts';
import { createTransport, type TransportParts } from '../../src/core/provider/transport.ts';
import { systemClock } from '../../src/vscode/systemClock.ts';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from '../fakes/fakeProvider.ts';

const model: Model = {
  id: 'deepseek-v3.2',
  windowTokens: 128_000,
  maxOutputTokens: 8_192,
  price: { input: 0.28, cachedInput: 0.028, cacheWrite: 0.28, output: 0.42, source: 'test' },
  fim: 'none',
  tokenRatio: 1,
};

export function targetAt(baseUrl: string, changes: Partial<Model> = {}): Target {
  return { endpoint: { provider: 'custom', baseUrl, isKeyless: false }, model: { ...model, ...changes } };
}

let lastId = 0;

export function requestTo(target: Target, changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    id: `test-${++lastId}`,
    feature: 'generate',
    target,
    prompt: { kind: 'chat', messages: [{ role: 'user', content: 'hello' }] },
    temperature: 0.2,
    maxOutputTokens: 100,
    promptTokens: 10,
    ...changes,
  };
}

export function transportWith(changes: Partial<TransportParts> = {}) {
  return createTransport({
    fetch: (input, init) => globalThis.fetch(input, init),
    keyFor: () => Promise.resolve('test-key'),
    quirks: new QuirksMemory({}, () => undefined, systemClock),
    onRateLimits: () => undefined,
    clock: systemClock,
    userAgent: 'Parlance/test',
    ...changes,
  });
}

export async function collect(chunks: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const all: Chunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

export const textOf = (chunks: readonly Chunk[]): string =>
  chunks.map((chunk) => (chunk.kind === 'text' ? chunk.text : '')).join('');

export const endOf = (chunks: readonly Chunk[]) => chunks.find((chunk) => chunk.kind === 'end');

/** Starts a provider before each test of the enclosing `describe` and closes it after. */
export function withFakeProvider(options?: FakeProviderOptions): { readonly current: FakeProvider } {
  let provider: FakeProvider | undefined;
  beforeEach(async () => {
    provider = await startFakeProvider(options);
  });
  afterEach(() => provider?.close());
  return {
    get current() {
      return provider!;
    },
  };
}
