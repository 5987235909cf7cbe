import { ParlanceError } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';
import { isUnasked } from '../provider/request.ts';
import type { RequestQueue } from './queue.ts';

/** Sends a request when its turn comes. What nobody has asked for is dropped instead of waiting. */
export function queued(queue: RequestQueue): Policy {
  return (next) =>
    async function* waitsItsTurn(request, signal) {
      const obstacle = queue.obstacleFor(request);
      if (obstacle && isUnasked(request))
        throw new ParlanceError('queueTimeout', 'Dropped: it would have had to wait.');
      if (obstacle) yield { kind: 'notice', notice: { kind: 'queued', reason: obstacle } };
      await queue.enter(request, signal);
      try {
        yield* next(request, signal);
      } finally {
        queue.leave();
      }
    };
}
