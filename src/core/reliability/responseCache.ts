import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Usage } from '../provider/chunk.ts';
import type { ModelRequest } from '../provider/request.ts';

export interface CachedAnswer {
  readonly text: string;
  /** What the answer took when it was made. */
  readonly usage: Usage;
}

const maxEntries = 1_000;
/** UTF-16 code units over all answers: some 16 MB. */
const maxCharacters = 8_000_000;

/** Complete answers by everything that determined them. */
export class ResponseCache {
  readonly #answers = new LRUCache<string, CachedAnswer>({
    max: maxEntries,
    maxSize: maxCharacters,
    sizeCalculation: ({ text }) => text.length + 1,
  });

  get(key: string): CachedAnswer | undefined {
    return this.#answers.get(key);
  }

  set(key: string, answer: CachedAnswer): void {
    this.#answers.set(key, answer);
  }

  get size(): number {
    return this.#answers.size;
  }

  clear(): void {
    this.#answers.clear();
  }
}

/** SHA-256 over all that determines an answer. */
export function cacheKey({ target, prompt, temperature, maxOutputTokens, stop }: ModelRequest): string {
  const determining = [target.endpoint.baseUrl, target.model.id, prompt, temperature, maxOutputTokens, stop ?? []];
  return createHash('sha256').update(JSON.stringify(determining)).digest('base64url');
}
