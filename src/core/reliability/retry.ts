import type { Clock, Random } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import { ParlanceError, errorPolicies } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import type { ModelRequest } from '../provider/request.ts';

const shortestWaitMs = 1_000;
const longestWaitMs = 10_000;
/** A provider that asks for more is not waited for: the user hears of it instead. */
const longestRetryAfterMs = 120_000;

export interface RetryParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly maxAttempts: (request: ModelRequest) => number;
}

/** Typing has moved on before a second attempt could answer. */
export function attemptsFor({ feature }: ModelRequest, setting: number): number {
  return feature === 'inline' || feature === 'prefetch' ? 1 : setting;
}

/** Exponential, with full jitter between the shortest and the longest wait. @param attempt the one that failed, from 1 */
function backoffMs(attempt: number, random: Random): Milliseconds {
  const ceiling = Math.min(longestWaitMs, shortestWaitMs * 2 ** attempt);
  return shortestWaitMs + random() * (ceiling - shortestWaitMs);
}

/** Tries again after passing errors, as long as nothing of an answer was shown. */
export function retry({ clock, random, maxAttempts }: RetryParts): Policy {
  return (next) =>
    async function* retried(request, signal) {
      const attempts = maxAttempts(request);
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
          if (!(error instanceof ParlanceError) || isShown || attempt === attempts) throw error;
          const waitMs = error.details.retryAfterMs ?? backoffMs(attempt, random);
          if (!errorPolicies[error.kind].isPassing || waitMs > longestRetryAfterMs) throw error;
          yield { kind: 'notice', notice: { kind: 'retrying', attempt: attempt + 1, waitMs, error } };
          await clock.sleep(waitMs, signal);
        }
      }
    };
}
