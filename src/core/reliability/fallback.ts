import { ParlanceError } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import { isUnasked, type ModelRequest } from '../provider/request.ts';
import type { Target } from '../provider/target.ts';

/**
 * While an endpoint is left alone, the next model of the user's list takes over, and the answer says so.
 * A comparison asks for one model and no other; ghost text rather stays away than costs more.
 */
export function fallback(othersFor: (request: ModelRequest) => Promise<readonly Target[]>): Policy {
  return (next) =>
    async function* fallingBack(request, signal) {
      try {
        yield* next(request, signal);
        return;
      } catch (error) {
        if (!isLeftAlone(error) || request.feature === 'compare' || isUnasked(request)) throw error;
        for (const target of await othersFor(request)) {
          yield { kind: 'notice', notice: { kind: 'fellBack', from: request.target, to: target, because: error } };
          try {
            yield* next(addressedTo(target, request), signal);
            return;
          } catch (otherError) {
            if (!isLeftAlone(otherError)) throw otherError;
          }
        }
        throw error;
      }
    };
}

/** Nothing of an answer was shown then. */
function isLeftAlone(error: unknown): error is ParlanceError {
  return error instanceof ParlanceError && error.kind === 'breakerOpen';
}

/** The same request in another model's measures. */
function addressedTo(target: Target, request: ModelRequest): ModelRequest {
  return {
    ...request,
    target,
    promptTokens: Math.ceil((request.promptTokens / request.target.model.tokenRatio) * target.model.tokenRatio),
    maxOutputTokens: Math.min(request.maxOutputTokens, target.model.maxOutputTokens),
  };
}
