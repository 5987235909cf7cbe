import type { Notice } from '../provider/chunk.ts';

/** What the user should know while waiting; undefined where there is nothing to say. */
export function describeNotice(notice: Notice): string | undefined {
  switch (notice.kind) {
    case 'queued':
      return notice.reason === 'rate' ? 'Waiting: too many requests per second' : 'Waiting for other requests to end';
    case 'retrying':
      return `${notice.error.message} Trying again in ${Math.ceil(notice.waitMs / 1000)} s (attempt ${notice.attempt})`;
    case 'fellBack':
      return `${notice.from.model.id} is not available; asking ${notice.to.model.id}`;
    case 'sent':
    case 'repaired':
      return undefined;
  }
}
