import type { ActionView, PanelView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import type { Post } from './app.tsx';

/** What has to be known or decided before the message goes: above the input, where the eyes are. */
export function Notices({ panel, post }: { readonly panel: PanelView; readonly post: Post }) {
  const left = panel.chips.filter(({ warning }) => warning !== undefined);
  return (
    <div class="notices" aria-live="polite">
      {panel.blocked && (
        <Notice
          text={panel.blocked.text}
          actions={panel.blocked.actions}
          onPick={(action) => post({ type: 'act', action })}
        />
      )}
      {panel.decision && (
        <Notice
          text={panel.decision.text}
          actions={panel.decision.options}
          onPick={(option) => post({ type: 'decide', option })}
        />
      )}
      {left.length > 0 && (
        <p class="notice">
          <Icon name="warning" />
          <span>{left.map(({ label, warning }) => `${label}: ${warning}`).join('; ')}</span>
        </p>
      )}
    </div>
  );
}

function Notice({
  text,
  actions,
  onPick,
}: {
  text: string;
  actions: readonly ActionView[];
  onPick: (id: string) => void;
}) {
  return (
    <div class="notice">
      <Icon name="warning" />
      <div>
        <p>{text}</p>
        <div class="buttons">
          {actions.map(({ id, label }, index) => (
            <button type="button" class={index === 0 ? 'button' : 'button secondary'} onClick={() => onPick(id)}>
              {label}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
