import type { Clock, Random } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Pipe, Policy } from '../provider/pipe.ts';
import type { QuirksMemory } from '../provider/quirks.ts';
import type { ModelRequest } from '../provider/request.ts';
import type { Target } from '../provider/target.ts';
import { allowed } from './allowed.ts';
import type { Breakers } from './breaker.ts';
import { cache, type BookFree } from './cache.ts';
import { circuitBreaker, failFast } from './circuitBreaker.ts';
import { fitWindow, trimAgain, type TokenExperience } from './contextWindow.ts';
import { fallback } from './fallback.ts';
import { observe, type RequestObserver } from './observe.ts';
import { queued } from './queued.ts';
import type { RequestQueue } from './queue.ts';
import type { ResponseCache } from './responseCache.ts';
import { retry } from './retry.ts';
import { streamInstead } from './streamInstead.ts';
import { timeout, timeoutLimits } from './timeout.ts';

export interface PipelineParts {
  /** False in a workspace that the user has not trusted. */
  readonly isAllowed: () => boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** The models that take over, in order, while a request's own is left alone. */
  readonly fallbacksFor: (request: ModelRequest) => Promise<readonly Target[]>;
  readonly observers: readonly RequestObserver[];
  /** By the vocabulary o200k_base. */
  readonly countTokens: (text: string) => number;
  readonly experience: TokenExperience;
  readonly quirks: QuirksMemory;
  readonly answers: ResponseCache;
  readonly bookFree: BookFree;
  /** Meter and budget: what goes beyond them is paid for. */
  readonly accounting: readonly Policy[];
  readonly queue: RequestQueue;
  readonly breakers: Breakers;
  /** Read at each request, so that a changed setting counts at once. */
  readonly maxAttempts: () => number;
  readonly timeoutMs: () => Milliseconds;
}

/** The one way to a model. The order, from the outside in: */
export function createPipeline(transport: Pipe, parts: PipelineParts): Pipe {
  const { clock, random, breakers, queue, quirks } = parts;
  return compose(transport, [
    allowed(parts.isAllowed),
    fallback(parts.fallbacksFor),
    observe(parts.observers, clock),
    fitWindow(parts),
    cache(parts.answers, parts.bookFree),
    failFast(breakers),
    ...parts.accounting,
    queued(queue),
    circuitBreaker(breakers),
    trimAgain(parts),
    retry({ random, queue, maxAttempts: parts.maxAttempts }),
    streamInstead(quirks),
    timeout((request) => timeoutLimits(request, parts.timeoutMs()), clock),
  ]);
}

function compose(transport: Pipe, policies: readonly Policy[]): Pipe {
  return policies.reduceRight((next, policy) => policy(next), transport);
}
