import type { BranchView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import type { Post } from './app.tsx';

interface Properties {
  readonly id: string;
  readonly branch: BranchView;
  readonly isDisabled: boolean;
  readonly post: Post;
}

/** Moves between the versions of a message; what followed each is kept. */
export function Branch({ id, branch: { shown, of }, isDisabled, post }: Properties) {
  if (of < 2) return null;
  const step = (by: -1 | 1) => post({ type: 'showBranch', id, step: by });
  return (
    <span class="branch" role="group" aria-label={`Version ${shown} of ${of}`}>
      <button
        type="button"
        class="icon-button"
        aria-label="Previous version"
        title="Previous version"
        disabled={isDisabled || shown <= 1}
        onClick={() => step(-1)}
      >
        <Icon name="branchLeft" />
      </button>
      <span aria-hidden="true">
        {shown}/{of}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label="Next version"
        title="Next version"
        disabled={isDisabled || shown >= of}
        onClick={() => step(1)}
      >
        <Icon name="branchRight" />
      </button>
    </span>
  );
}
