import type { Random } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import { ParlanceError, errorPolicies } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import { isUnasked, type ModelRequest } from '../provider/request.ts';
import type { RequestQueue } from './queue.ts';

const shortestWaitMs = 1_000;
const longestWaitMs = 10_000;
/** A provider that asks for more is not waited for: the user hears of it instead. */
const longestRetryAfterMs = 120_000;

export interface RetryParts {
  readonly random: Random;
  /** Another attempt counts against the rate as a request does, and nobody waits for one that waits itself. */
  readonly queue: Pick<RequestQueue, 'stepAside' | 'slowDown'>;
  readonly maxAttempts: () => number;
}

/** Exponential, with full jitter between the shortest and the longest wait. @param attempt the one that failed, from 1 */
export function backoffMs(attempt: number, random: Random): Milliseconds {
  const ceiling = Math.min(longestWaitMs, shortestWaitMs * 2 ** attempt);
  return shortestWaitMs + random() * (ceiling - shortestWaitMs);
}

/** Tries again after passing errors, as long as nothing of an answer was shown. */
export function retry({ random, queue, maxAttempts }: RetryParts): Policy {
  return (next) =>
    async function* retried(request, signal) {
      const attempts = attemptsFor(request, maxAttempts());
      for (let attempt = 1; ; attempt++) {
        let isShown = false;
        try {
          for await (const chunk of next(request, signal)) {
            isShown ||= chunk.kind === 'text' || chunk.kind === 'reasoning';
            const isSent = chunk.kind === 'notice' && chunk.notice.kind === 'sent';
            yield isSent ? { kind: 'notice', notice: { kind: 'sent', attempt } } : chunk;
          }
          return;
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof ParlanceError)) throw error;
          const { retryAfterMs } = error.details;
          if (error.kind === 'rateLimited') queue.slowDown(request.target.endpoint, retryAfterMs);
          const waitMs = retryAfterMs ?? backoffMs(attempt, random);
          const isWorthIt = errorPolicies[error.kind].isPassing && waitMs <= longestRetryAfterMs;
          if (!isWorthIt || isShown || attempt >= attempts) throw error;
          yield { kind: 'notice', notice: { kind: 'retrying', attempt: attempt + 1, waitMs, error } };
          await queue.stepAside(waitMs, request, signal);
        }
      }
    };
}

function attemptsFor(request: ModelRequest, setting: number): number {
  return isUnasked(request) ? 1 : setting;
}
