import { ParlanceError, errorPolicies } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import { isUnasked, type ModelRequest } from '../provider/request.ts';
import type { Breaker, Breakers, Verdict } from './breaker.ts';

/** Answers at once, with the time left, while an endpoint keeps failing. */
export function circuitBreaker(breakers: Breakers): Policy {
  return (next) =>
    async function* broken(request, signal) {
      const breaker = breakers.of(request.target);
      const report = breaker.admit();
      if (!report) throw isOpen(breaker);
      let verdict: Verdict = 'nothing';
      try {
        for await (const chunk of next(request, signal)) {
          if (chunk.kind === 'end')
            verdict = chunk.finish.kind === 'failed' ? verdictOn(request, chunk.finish.error) : 'success';
          yield chunk;
        }
      } catch (error) {
        if (!signal.aborted) verdict = verdictOn(request, error);
        throw error;
      } finally {
        report(verdict);
      }
    };
}

/** Refuses before a request waits its turn and money is set aside for it. */
export function failFast(breakers: Breakers): Policy {
  return (next) =>
    async function* refused(request, signal) {
      const breaker = breakers.of(request.target);
      if (breaker.isShut) throw isOpen(breaker);
      yield* next(request, signal);
    };
}

/** Passing errors count against the endpoint; a time that is too short for a command does not. */
function verdictOn(request: ModelRequest, error: unknown): Verdict {
  if (!(error instanceof ParlanceError) || !errorPolicies[error.kind].isPassing) return 'nothing';
  return error.kind === 'timeout' && isUnasked(request) ? 'nothing' : 'failure';
}

function isOpen(breaker: Breaker): ParlanceError {
  return new ParlanceError('breakerOpen', 'The provider failed several times in a row and is left alone for a while.', {
    retryAfterMs: breaker.waitMs,
  });
}
