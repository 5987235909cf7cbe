import type { ChipView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import type { Post } from './app.tsx';

interface Properties {
  readonly chips: readonly ChipView[];
  readonly post: Post;
  /** The chips can be taken away: they belong to the next message. */
  readonly isRemovable?: boolean;
}

/** What goes along with a message. */
export function ChipList({ chips, post, isRemovable }: Properties) {
  return (
    <ul class="chips" aria-label={isRemovable ? 'Goes along with your message' : 'Went along with this message'}>
      {chips.map((chip) => (
        <li key={chip.id} class={chip.warning === undefined ? 'chip' : 'chip warned'}>
          <button
            type="button"
            class="chip-main"
            title={[chip.detail, chip.warning].filter(Boolean).join('\n')}
            onClick={() => post({ type: 'openChip', id: chip.id })}
          >
            <Icon name={chip.kind} />
            <span class="visually-hidden">{chip.kind} </span>
            <span class="ellipsis">{chip.label}</span>
            {chip.warning !== undefined && <Icon name="warning" />}
            {chip.warning === undefined && chip.tokens > 0 && (
              <span class="chip-tokens">
                {shortCount(chip.tokens)}
                <span class="visually-hidden"> tokens</span>
              </span>
            )}
            {chip.warning !== undefined && <span class="visually-hidden"> {chip.warning}</span>}
          </button>
          {isRemovable && (
            <button
              type="button"
              class="chip-remove"
              title={`Remove ${chip.label}`}
              aria-label={`Remove ${chip.label}`}
              onClick={() => post({ type: 'removeChip', id: chip.id })}
            >
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** `1.2k` from a thousand on. */
export function shortCount(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  return tokens < 100_000 ? `${(tokens / 1000).toFixed(1)}k` : `${Math.round(tokens / 1000)}k`;
}
