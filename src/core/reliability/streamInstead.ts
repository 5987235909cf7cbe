import { ParlanceError } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import type { QuirksMemory } from '../provider/quirks.ts';

/** Where an endpoint answers in one piece only, and not in time, streaming is tried after all. */
export function streamInstead(quirks: QuirksMemory): Policy {
  return (next) =>
    async function* streamed(request, signal) {
      if (quirks.of(request.target).canStream) {
        yield* next(request, signal);
        return;
      }
      try {
        yield* next(request, signal);
      } catch (error) {
        if (!(error instanceof ParlanceError) || error.kind !== 'timeout') throw error;
        quirks.learn(request.target, { canStream: true });
        yield {
          kind: 'notice',
          notice: { kind: 'repaired', what: 'no answer in one piece in time; asking to stream' },
        };
        yield* next(request, signal);
      }
    };
}
