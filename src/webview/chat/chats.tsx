import { Component, createRef } from 'preact';
import type { ChatSummaryView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import type { Post } from './app.tsx';

interface Properties {
  readonly query: string;
  readonly chats: readonly ChatSummaryView[];
  readonly post: Post;
  readonly onClose: () => void;
}

interface State {
  readonly renaming: string | undefined;
}

/** The past chats: search, open, rename, delete. */
export class Chats extends Component<Properties, State> {
  override state: State = { renaming: undefined };
  readonly #root = createRef<HTMLDialogElement>();

  override componentDidMount(): void {
    this.#root.current?.showModal();
    this.#root.current?.querySelector('input')?.focus();
  }

  override render({ chats, post, query, onClose }: Properties, { renaming }: State) {
    return (
      <dialog
        class="chats"
        ref={this.#root}
        aria-label="Past chats"
        onKeyDown={this.#onKey}
        onCancel={this.#onCancel}
        onClick={this.#onClick}
      >
        <div class="chats-head">
          <input
            type="search"
            class="input search"
            placeholder="Search past chats"
            aria-label="Search past chats"
            defaultValue={query}
            onInput={(event) => post({ type: 'findChats', query: event.currentTarget.value })}
          />
          <button type="button" class="icon-button" title="Close" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {chats.length === 0 && (
          <p class="chats-empty">{query === '' ? 'Your chats will be listed here.' : 'No chat has these words.'}</p>
        )}
        <ul class="chat-list" aria-label="Past chats">
          {chats.map((chat) => (
            <li key={chat.id} class={chat.isOpen ? 'chat-row open' : 'chat-row'} data-id={chat.id}>
              {renaming === chat.id ? this.#renameInput(chat) : this.#row(chat)}
            </li>
          ))}
        </ul>
      </dialog>
    );
  }

  #row(chat: ChatSummaryView) {
    const { post } = this.props;
    return (
      <>
        <button
          type="button"
          class="quiet chat-open"
          title={chat.detail}
          aria-current={chat.isOpen}
          onClick={() => this.#open(chat.id)}
        >
          <span class="ellipsis">{chat.title}</span>
          <span class="chat-when">{chat.when}</span>
        </button>
        <button
          type="button"
          class="icon-button"
          title="Rename (F2)"
          aria-label={`Rename ${chat.title}`}
          onClick={() => this.setState({ renaming: chat.id })}
        >
          <Icon name="edit" />
        </button>
        <button
          type="button"
          class="icon-button"
          title="Delete (Del)"
          aria-label={`Delete ${chat.title}`}
          onClick={() => post({ type: 'deleteChat', id: chat.id })}
        >
          <Icon name="delete" />
        </button>
      </>
    );
  }

  #renameInput(chat: ChatSummaryView) {
    const finish = (title: string | undefined) => {
      if (this.state.renaming !== chat.id) return;
      const text = title?.trim() ?? '';
      if (text !== '' && text !== chat.title) this.props.post({ type: 'renameChat', id: chat.id, title: text });
      this.setState({ renaming: undefined }, () => this.#focusRow(chat.id));
    };
    return (
      <input
        class="input rename"
        aria-label="New title"
        defaultValue={chat.title}
        ref={(element) => element?.focus()}
        onBlur={(event) => finish(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Enter' || event.key === 'Escape') {
            // Else the row that has the focus next would take the key as well, and open its chat.
            event.preventDefault();
            finish(event.key === 'Enter' ? event.currentTarget.value : undefined);
          }
          event.stopPropagation();
        }}
      />
    );
  }

  #open(id: string): void {
    this.props.post({ type: 'openChat', id });
    this.props.onClose();
  }

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.props.onClose();
  };

  /** A click beside the list closes it. */
  readonly #onClick = (event: MouseEvent): void => {
    if (event.target === this.#root.current) this.props.onClose();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const isHandled = this.#onListKey(event.key) || this.#onRowKey(event.key);
    if (isHandled) event.preventDefault();
  };

  #onListKey(key: string): boolean {
    const rows = this.#rows();
    const current = rows.findIndex((row) => row.contains(document.activeElement));
    switch (key) {
      case 'ArrowDown':
        focusOn(rows[Math.min(current + 1, rows.length - 1)]);
        return true;
      case 'ArrowUp':
        if (current > 0) focusOn(rows[current - 1]);
        else this.#root.current?.querySelector('input')?.focus();
        return true;
      case 'Escape':
        this.props.onClose();
        return true;
      default:
        return false;
    }
  }

  #onRowKey(key: string): boolean {
    const id = this.#rows().find((row) => row.contains(document.activeElement))?.dataset['id'];
    if (id === undefined) return false;
    if (key === 'F2') this.setState({ renaming: id });
    else if (key === 'Delete') this.props.post({ type: 'deleteChat', id });
    else return false;
    return true;
  }

  #rows(): readonly HTMLElement[] {
    return [...(this.#root.current?.querySelectorAll<HTMLElement>('.chat-row') ?? [])];
  }

  #focusRow(id: string): void {
    focusOn(this.#rows().find((row) => row.dataset['id'] === id));
  }
}

function focusOn(row: HTMLElement | undefined): void {
  row?.querySelector<HTMLElement>('.chat-open')?.focus();
}
