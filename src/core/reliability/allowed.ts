import { ParlanceError } from '../errors.ts';
import type { Policy } from '../provider/pipe.ts';

/** Sends nothing from where the user has not agreed to it: whoever asks, and whatever the settings say. */
export function allowed(isAllowed: () => boolean): Policy {
  return (next) =>
    async function* permitted(request, signal) {
      if (!isAllowed()) throw new ParlanceError('untrustedWorkspace', 'The workspace is not trusted.');
      yield* next(request, signal);
    };
}
