import type { Notice } from './chunk.ts';

/** What happens on the way, for the user who waits; undefined where it is not worth a word. */
export function describeNotice(notice: Notice): string | undefined {
  switch (notice.kind) {
    case 'queued':
      return notice.reason === 'rate' ? 'Waiting: too many requests per second' : 'Waiting for other requests to end';
    case 'retrying':
      return `${notice.error.message} Trying again in ${Math.ceil(notice.waitMs / 1000)} s (attempt ${notice.attempt})`;
    case 'repaired':
      return `Adjusted for this provider: ${notice.what}`;
    case 'trimmed':
      return 'The oldest part of the context is left out';
    case 'fellBack':
      return `${notice.from.model.id} is not available; asking ${notice.to.model.id}`;
    case 'sent':
      return undefined;
  }
}
