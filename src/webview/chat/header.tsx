import type { PanelView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import type { Post } from './app.tsx';

interface Properties {
  readonly panel: PanelView;
  readonly hasMessages: boolean;
  readonly post: Post;
}

/** The chat's title, which opens the list of chats, and what it has cost. */
export function Header({ panel, hasMessages, post }: Properties) {
  const showChats = () => post({ type: 'findChats', query: '' });
  return (
    <header class="header">
      <h1 class="title">
        <button type="button" class="quiet title-button" title="Past chats" aria-haspopup="dialog" onClick={showChats}>
          <span class="ellipsis">{panel.title}</span>
          <Icon name="chevronDown" />
        </button>
      </h1>
      {panel.cost !== '' && (
        <span class="chat-cost" title={panel.costDetail}>
          <span class="visually-hidden">Cost of this chat: </span>
          {panel.cost}
        </span>
      )}
      {hasMessages && (
        <button
          type="button"
          class="icon-button"
          title="New chat"
          aria-label="New chat"
          onClick={() => post({ type: 'newChat' })}
        >
          <Icon name="add" />
        </button>
      )}
    </header>
  );
}
