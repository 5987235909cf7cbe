import { Component, createRef } from 'preact';
import type { AnswerView, MessageView, NoteView, UserView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import type { MarkdownActions } from '../markdown/blocks.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { Toolbar, type ToolbarItem } from '../parts/toolbar.tsx';
import type { Post } from './app.tsx';
import { Branch } from './branch.tsx';
import { ChipList } from './chips.tsx';
import { MessageEditor } from './messageEditor.tsx';

export interface MessageProperties {
  readonly message: MessageView;
  readonly isBusy: boolean;
  readonly isLast: boolean;
  readonly isDrawnAtOnce: boolean;
  readonly actions: MarkdownActions;
  readonly post: Post;
  readonly onDone: () => void;
}

interface State {
  /** Far from the view a message is its bare text. */
  readonly isDrawn: boolean;
  readonly isEditing: boolean;
}

/** One message of the conversation. */
export class Message extends Component<MessageProperties, State> {
  override state: State = { isDrawn: this.props.isDrawnAtOnce, isEditing: false };
  readonly #root = createRef<HTMLElement>();
  #observer: IntersectionObserver | undefined;

  override componentDidMount(): void {
    const root = this.#root.current;
    if (this.state.isDrawn || !root) return;
    this.#observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        this.#observer?.disconnect();
        this.setState({ isDrawn: true });
      },
      { rootMargin: '600px' },
    );
    this.#observer.observe(root);
  }

  override componentWillUnmount(): void {
    this.#observer?.disconnect();
  }

  override shouldComponentUpdate(next: MessageProperties, state: State): boolean {
    const { message, isBusy, isLast } = this.props;
    return next.message !== message || next.isBusy !== isBusy || next.isLast !== isLast || state !== this.state;
  }

  override render({ message }: MessageProperties) {
    switch (message.kind) {
      case 'user':
        return this.#user(message);
      case 'answer':
        return this.#answer(message);
      case 'note':
        return this.#note(message);
    }
  }

  #user(message: UserView) {
    const { post, isBusy, onDone } = this.props;
    const stopEditing = () => {
      this.setState({ isEditing: false });
      onDone();
    };
    return (
      <article class="message user" ref={this.#root} aria-label="You">
        {message.chips.length > 0 && <ChipList chips={message.chips} post={post} />}
        {this.state.isEditing ? (
          <MessageEditor
            text={message.text}
            onCancel={stopEditing}
            onSend={(text) => {
              post({ type: 'resend', id: message.id, text });
              stopEditing();
            }}
          />
        ) : (
          <div class="user-text" dir="auto">
            {message.text}
          </div>
        )}
        <div class="message-foot">
          <Branch id={message.id} branch={message.branch} isDisabled={isBusy} post={post} />
          <Toolbar label="Your message" items={userTools} isDisabled={isBusy} onPick={this.#pick} />
        </div>
      </article>
    );
  }

  #answer(message: AnswerView) {
    const { post, isBusy, actions } = this.props;
    const { state } = message;
    const isLive = state.kind === 'waiting' || state.kind === 'streaming';
    return (
      <article class="message answer" ref={this.#root} aria-label="Answer" aria-busy={isLive}>
        {message.reasoning !== '' && (
          <Reasoning text={message.reasoning} isLive={isLive && message.text === ''} actions={actions} />
        )}
        {this.state.isDrawn ? (
          <Markdown text={message.text} isStreaming={isLive} actions={actions} />
        ) : (
          <div class="markdown undrawn">{message.text}</div>
        )}
        <AnswerStateRow message={message} post={post} />
        {!isLive && (
          <div class="message-foot">
            <Branch id={message.id} branch={message.branch} isDisabled={isBusy} post={post} />
            {message.footer !== '' && (
              <span class="footer" title={message.footerDetail}>
                {message.footer}
              </span>
            )}
            <Toolbar label="Answer" items={answerTools} isDisabled={isBusy} onPick={this.#pick} />
          </div>
        )}
      </article>
    );
  }

  #note(message: NoteView) {
    return (
      <article class="message note" ref={this.#root} aria-label={message.title}>
        <h3 class="note-title">
          <Icon name="note" />
          {message.title}
        </h3>
        <Markdown text={message.text} isStreaming={false} actions={this.props.actions} />
      </article>
    );
  }

  readonly #pick = (tool: string): void => {
    const { message, post, onDone } = this.props;
    const { id } = message;
    switch (tool) {
      case 'edit':
        return this.setState({ isEditing: true });
      case 'copy':
        return post({ type: 'copyMessage', id });
      case 'regenerate':
        post({ type: 'regenerate', id });
        return onDone();
      case 'delete':
        post({ type: 'deleteMessage', id });
        return onDone();
    }
  };
}

const userTools: readonly ToolbarItem[] = [
  { id: 'edit', label: 'Edit and send again', icon: 'edit' },
  { id: 'copy', label: 'Copy message', icon: 'copy' },
  { id: 'delete', label: 'Delete from here on', icon: 'delete' },
];
const answerTools: readonly ToolbarItem[] = [
  { id: 'copy', label: 'Copy answer', icon: 'copy' },
  { id: 'regenerate', label: 'Ask again for another answer', icon: 'refresh' },
];

function Reasoning({ text, isLive, actions }: { text: string; isLive: boolean; actions: MarkdownActions }) {
  return (
    <details class="reasoning">
      <summary>{isLive ? 'Thinking…' : 'Thoughts'}</summary>
      <Markdown text={text} isStreaming={isLive} actions={actions} />
    </details>
  );
}

function AnswerStateRow({ message, post }: { message: AnswerView; post: Post }) {
  const { state } = message;
  switch (state.kind) {
    case 'waiting':
      return (
        <p class="status">
          <Icon name="loading" />
          {state.status}
        </p>
      );
    case 'partial':
      return (
        <p class="status partial">
          <Icon name="warning" />
          {state.reason}
        </p>
      );
    case 'failed':
      return (
        <div class="failure" role="alert">
          <p>
            <Icon name="error" />
            {state.message}
          </p>
          <div class="buttons">
            {state.actions.map(({ id, label }, index) => (
              <button
                type="button"
                class={index === 0 ? 'button' : 'button secondary'}
                onClick={() => post({ type: 'act', action: id })}
              >
                {label}
              </button>
            ))}
          </div>
        </div>
      );
    case 'streaming':
    case 'complete':
      return null;
  }
}
