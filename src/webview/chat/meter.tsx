import type { PanelView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import { shortCount } from './chips.tsx';

/** How much of the model's window the next message takes. */
export function Meter({ meter }: { readonly meter: PanelView['meter'] }) {
  const { usedTokens, windowTokens, isWarning, isEstimate, detail } = meter;
  const share = windowTokens > 0 ? Math.min(1, usedTokens / windowTokens) : 0;
  const percent = share > 0 && share < 0.01 ? '<1' : String(Math.round(share * 100));
  const text = `${isEstimate ? '~' : ''}${shortCount(usedTokens)} of ${shortCount(windowTokens)} tokens (${percent} %)`;
  return (
    <span
      class={isWarning ? 'meter warned' : 'meter'}
      role="img"
      aria-label={`Context: ${text}`}
      title={`${text}\n${detail}`}
    >
      {isWarning && <Icon name="warning" />}
      <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
        <circle class="meter-track" cx="10" cy="10" r="8" pathLength={100} />
        <circle class="meter-fill" cx="10" cy="10" r="8" pathLength={100} stroke-dasharray={`${share * 100} 100`} />
      </svg>
      <span class="meter-text">{percent} %</span>
    </span>
  );
}
