import { Component, createRef } from 'preact';
import { Icon, type IconName } from '../parts/icon.tsx';

export interface Suggestion {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  readonly detail: string;
}

interface Properties {
  readonly listId: string;
  readonly items: readonly Suggestion[];
  readonly selected: number;
  readonly onPick: (index: number) => void;
}

/** The list above the input. The focus stays in the input, which owns the keyboard. */
export class Suggestions extends Component<Properties> {
  readonly #list = createRef<HTMLUListElement>();

  override componentDidUpdate(): void {
    this.#list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  override render({ listId, items, selected, onPick }: Properties) {
    return (
      <ul class="suggestions" role="listbox" id={listId} aria-label="Suggestions" ref={this.#list}>
        {items.map(({ id, icon, label, detail }, index) => (
          <li
            key={id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === selected}
            class={index === selected ? 'suggestion selected' : 'suggestion'}
            // The input keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(index)}
          >
            <Icon name={icon} />
            <span class="suggestion-label">{label}</span>
            <span class="suggestion-detail">{detail}</span>
          </li>
        ))}
      </ul>
    );
  }
}
