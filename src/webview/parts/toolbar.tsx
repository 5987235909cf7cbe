import { Component, createRef } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface ToolbarItem {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
}

interface Properties {
  readonly label: string;
  readonly items: readonly ToolbarItem[];
  readonly isDisabled?: boolean;
  readonly onPick: (id: string) => void;
}

/** Icon buttons that are one stop of the Tab key; the arrow keys move among them. */
export class Toolbar extends Component<Properties, { readonly current: number }> {
  override state = { current: 0 };
  readonly #root = createRef<HTMLDivElement>();

  override render({ label, items, isDisabled, onPick }: Properties, { current }: { current: number }) {
    return (
      <div class="toolbar" role="toolbar" aria-label={label} ref={this.#root} onKeyDown={this.#onKey}>
        {items.map(({ id, label: name, icon }, index) => (
          <button
            type="button"
            class="icon-button"
            title={name}
            aria-label={name}
            disabled={isDisabled === true}
            tabIndex={index === Math.min(current, items.length - 1) ? 0 : -1}
            onFocus={() => this.setState({ current: index })}
            onClick={() => onPick(id)}
          >
            <Icon name={icon} />
          </button>
        ))}
      </div>
    );
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const count = this.props.items.length;
    const target = targetOf(event.key, this.state.current, count);
    if (target === undefined) return;
    event.preventDefault();
    this.#root.current?.querySelectorAll('button')[target]?.focus();
  };
}

function targetOf(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (current + 1) % count;
    case 'ArrowLeft':
      return (current + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
