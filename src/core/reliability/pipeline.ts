import type { Clock, Random } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Pipe, Policy } from '../provider/pipe.ts';
import { allowed } from './allowed.ts';
import { cache, type BookFree } from './cache.ts';
import { circuitBreaker, type Breakers } from './circuitBreaker.ts';
import { queued, type RequestQueue } from './queue.ts';
import type { ResponseCache } from './responseCache.ts';
import { attemptsFor, retry } from './retry.ts';
import { timeout, timeoutLimits } from './timeout.ts';

export interface PipelineParts {
  /** False in a workspace that the user has not trusted. */
  readonly isAllowed: () => boolean;
  readonly clock: Clock;
  readonly random: Random;
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
  const { clock, random } = parts;
  return compose(transport, [
    allowed(parts.isAllowed),
    cache(parts.answers, parts.bookFree),
    ...parts.accounting,
    queued(parts.queue),
    circuitBreaker(parts.breakers),
    retry({ clock, random, maxAttempts: (request) => attemptsFor(request, parts.maxAttempts()) }),
    timeout((request) => timeoutLimits(request, parts.timeoutMs()), clock),
  ]);
}

function compose(transport: Pipe, policies: readonly Policy[]): Pipe {
  return policies.reduceRight((next, policy) => policy(next), transport);
}
