import type { PanelView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';

interface Properties {
  readonly panel: PanelView;
  readonly onPick: (draft: string) => void;
}

const starters = [
  { draft: '/explain ', label: 'Explain this code', icon: 'sparkle' },
  { draft: '/fix ', label: 'Fix the problems here', icon: 'problems' },
  { draft: '/tests ', label: 'Write tests for it', icon: 'symbol' },
] as const;

/** What to do first, for someone who has never been here. */
export function EmptyState({ panel, onPick }: Properties) {
  return (
    <main class="empty">
      <div class="empty-inner">
        <h2>Ask about your code</h2>
        <p>
          What is in the row below goes along with your question, and nothing else. It is sent to{' '}
          <strong>{panel.model}</strong>.
        </p>
        <ul class="starters">
          {starters.map(({ draft, label, icon }) => (
            <li>
              <button type="button" class="starter" onClick={() => onPick(draft)}>
                <Icon name={icon} />
                <span>{label}</span>
              </button>
            </li>
          ))}
        </ul>
        <dl class="hints">
          <dt>
            <kbd>@</kbd>
          </dt>
          <dd>add files, symbols, problems, the diff</dd>
          <dt>
            <kbd>/</kbd>
          </dt>
          <dd>commands and your own prompts</dd>
          <dt>
            <kbd>↑</kbd>
          </dt>
          <dd>what you asked before</dd>
        </dl>
      </div>
    </main>
  );
}
