import type { Notice } from '../provider/chunk.ts';

/** What is being waited for, in words; undefined where there is nothing new to say. */
export function describeWaiting(notice: Notice): string | undefined {
  switch (notice.kind) {
    case 'queued':
      return notice.reason === 'rate' ? 'Waiting: too many requests per second' : 'Waiting for other requests to end';
    case 'sent':
      return notice.attempt > 1 ? `Asking again (attempt ${notice.attempt})` : undefined;
    case 'retrying':
      return `${notice.error.message} Trying again in ${Math.ceil(notice.waitMs / 1000)} s`;
    case 'repaired':
      return `Adjusted for this provider: ${notice.what}`;
    case 'fellBack':
      return `${notice.from.model.id} is not available; asking ${notice.to.model.id}`;
  }
}
