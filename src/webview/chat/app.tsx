import { Component, createRef } from 'preact';
import type { FromChatView } from '../../protocol/chatMessages.ts';
import type { MarkdownActions } from '../markdown/blocks.tsx';
import { Announcer } from './announcer.tsx';
import { Chats } from './chats.tsx';
import { Composer } from './composer.tsx';
import { EmptyState } from './emptyState.tsx';
import { Header } from './header.tsx';
import { MessageList } from './messageList.tsx';
import type { ChatState } from './state.ts';

export type Post = (message: FromChatView) => void;

interface Properties {
  readonly state: ChatState;
  readonly post: Post;
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  readonly onCloseChats: () => void;
}

export class App extends Component<Properties> {
  readonly #composer = createRef<Composer>();
  readonly #announcer = createRef<Announcer>();
  readonly #actions: MarkdownActions = {
    openLink: (url) => this.props.post({ type: 'openLink', url }),
    openFile: (path) => this.props.post({ type: 'openFile', path }),
    onCode: (action, code, info) => this.props.post({ type: 'code', action, code, info }),
  };

  focusInput(): void {
    this.#composer.current?.focus();
  }

  setDraft(text: string): void {
    this.#composer.current?.setDraft(text);
  }

  announce(text: string): void {
    this.#announcer.current?.say(text);
  }

  override render({ state, post, draft, onDraft }: Properties) {
    const { messages, panel, chats } = state;
    if (!panel) return null;
    const isStreaming = panel.isBusy;
    return (
      <div class="app" onKeyDown={this.#onKey}>
        <Header panel={panel} hasMessages={messages.length > 0} post={post} />
        {messages.length === 0 ? (
          <EmptyState panel={panel} onPick={(text) => this.setDraft(text)} />
        ) : (
          <MessageList
            key={state.chatId}
            messages={messages}
            isBusy={isStreaming}
            actions={this.#actions}
            post={post}
            onDone={this.#focus}
          />
        )}
        <Composer
          ref={this.#composer}
          panel={panel}
          mentions={state.mentions}
          asked={this.#asked}
          draft={draft}
          onDraft={onDraft}
          post={post}
        />
        {chats && <Chats query={chats.query} chats={chats.items} post={post} onClose={this.#closeChats} />}
        <Announcer ref={this.#announcer} messages={messages} />
      </div>
    );
  }

  readonly #focus = (): void => this.focusInput();

  readonly #asked = (): readonly string[] =>
    this.props.state.messages.flatMap((message) => (message.kind === 'user' ? [message.text] : []));

  readonly #closeChats = (): void => {
    this.props.onCloseChats();
    this.focusInput();
  };

  /** `Esc` anywhere in the panel stops the answer, unless something nearer has used it. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.props.state.panel?.isBusy) return;
    event.preventDefault();
    this.props.post({ type: 'stop' });
    this.focusInput();
  };
}
