import type { Chunk, Receipt, Usage } from '../provider/chunk.ts';
import type { Pipe, Policy } from '../provider/pipe.ts';
import { isUnasked, type ModelRequest } from '../provider/request.ts';
import { cacheKey, type CachedAnswer, type ResponseCache } from './responseCache.ts';
import { SharedAnswer } from './sharedAnswer.ts';

/** Books an answer that cost nothing. @param usage what it took, or would have taken */
export type BookFree = (request: ModelRequest, usage: Usage, servedBy: 'cache' | 'shared') => Receipt;

/**
 * Answers at no cost what was asked before; identical requests in flight share one.
 * Failed and truncated answers are not kept. It stands before the meter and the budget, so that what goes out is
 * booked once however many read it, and a spent budget does not stop what is free.
 */
export function cache(answers: ResponseCache, bookFree: BookFree): Policy {
  const inFlight = new Map<string, SharedAnswer>();
  return (next) =>
    async function* cached(request, signal) {
      const key = cacheKey(request);
      const kept = keep(next, key, answers);
      if (request.bypassCache) {
        yield* kept(request, signal);
        return;
      }
      const known = answers.get(key);
      if (known) {
        yield* replay(known, request, bookFree);
        return;
      }
      const shared = inFlight.get(key);
      if (shared) {
        try {
          yield* join(shared.read(signal), request, bookFree);
          return;
        } catch (error) {
          signal.throwIfAborted();
          // What nobody had asked for is not tried as hard.
          if (!isUnasked(shared.request) || isUnasked(request)) throw error;
        }
      }
      const answer = new SharedAnswer(kept, request, (over) => {
        if (inFlight.get(key) === over) inFlight.delete(key);
      });
      inFlight.set(key, answer);
      yield* answer.read(signal);
    };
}

/** Remembers an answer that is complete. */
function keep(next: Pipe, key: string, answers: ResponseCache): Pipe {
  return async function* kept(request, signal) {
    let text = '';
    for await (const chunk of next(request, signal)) {
      if (chunk.kind === 'text') text += chunk.text;
      const usage = chunk.kind === 'end' && chunk.finish.kind === 'complete' && chunk.receipt?.usage;
      if (usage) answers.set(key, { text, usage });
      yield chunk;
    }
  };
}

// oxlint-disable-next-line typescript/require-await -- a pipe's answer is asynchronous
async function* replay(
  { text, usage }: CachedAnswer,
  request: ModelRequest,
  bookFree: BookFree,
): AsyncGenerator<Chunk, void> {
  yield { kind: 'text', text };
  yield { kind: 'end', finish: { kind: 'complete' }, receipt: bookFree(request, usage, 'cache') };
}

async function* join(
  chunks: AsyncIterable<Chunk>,
  request: ModelRequest,
  bookFree: BookFree,
): AsyncGenerator<Chunk, void> {
  for await (const chunk of chunks) {
    const usage = chunk.kind === 'end' && chunk.receipt?.usage;
    yield usage ? { ...chunk, receipt: bookFree(request, usage, 'shared') } : chunk;
  }
}
