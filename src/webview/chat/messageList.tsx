import { Component, createRef } from 'preact';
import type { MessageView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import type { MarkdownActions } from '../markdown/blocks.tsx';
import type { Post } from './app.tsx';
import { Message } from './message.tsx';

interface Properties {
  readonly messages: readonly MessageView[];
  readonly isBusy: boolean;
  readonly actions: MarkdownActions;
  readonly post: Post;
  /** An action on a message is over: where the focus goes. */
  readonly onDone: () => void;
}

/** Within this distance of its end the list follows the answer. */
const followDistance = 48;
/** So many messages at the end are drawn at once; the ones before as they come near the view. */
const drawnAtOnce = 6;

interface State {
  readonly isAway: boolean;
}

/** The conversation. It follows the answer, unless the user has scrolled up. */
export class MessageList extends Component<Properties, State> {
  override state: State = { isAway: false };
  readonly #scroller = createRef<HTMLDivElement>();
  readonly #content = createRef<HTMLDivElement>();
  /** Messages take their true height when they come into view, and grow as they are drawn. */
  readonly #growth = new ResizeObserver(() => this.#follow());
  #lastTop = 0;

  override componentDidMount(): void {
    this.#toEnd();
    if (this.#content.current) this.#growth.observe(this.#content.current);
    window.addEventListener('resize', this.#follow);
  }

  override componentDidUpdate({ messages }: Properties): void {
    const isNew = messages.length !== this.props.messages.length && this.props.messages.at(-2)?.kind === 'user';
    if (isNew && this.props.isBusy) this.#jump();
  }

  override componentWillUnmount(): void {
    this.#growth.disconnect();
    window.removeEventListener('resize', this.#follow);
  }

  override render({ messages, isBusy, actions, post, onDone }: Properties, { isAway }: State) {
    return (
      <main class="conversation">
        <div
          class="messages"
          ref={this.#scroller}
          role="log"
          aria-live="off"
          aria-busy={isBusy}
          aria-label="Conversation"
          tabIndex={0}
          onScroll={this.#onScroll}
        >
          <div ref={this.#content}>
            {messages.map((message, index) => (
              <Message
                key={message.id}
                message={message}
                isBusy={isBusy}
                isLast={index === messages.length - 1}
                isDrawnAtOnce={index >= messages.length - drawnAtOnce}
                actions={actions}
                post={post}
                onDone={onDone}
              />
            ))}
          </div>
        </div>
        {isAway && (
          <button type="button" class="jump" onClick={this.#jump}>
            <Icon name="arrowDown" />
            Jump to latest
          </button>
        )}
      </main>
    );
  }

  readonly #onScroll = (): void => {
    const scroller = this.#scroller.current;
    if (!scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const distance = scrollHeight - scrollTop - clientHeight;
    // Only going up leaves the end: text that grows below is no wish of the user's.
    const isAway = this.state.isAway
      ? distance > followDistance
      : scrollTop < this.#lastTop - 1 && distance > followDistance;
    this.#lastTop = scrollTop;
    if (isAway !== this.state.isAway) this.setState({ isAway });
  };

  readonly #follow = (): void => {
    if (!this.state.isAway) this.#toEnd();
  };

  readonly #jump = (): void => {
    this.setState({ isAway: false });
    this.#toEnd();
  };

  #toEnd(): void {
    const scroller = this.#scroller.current;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
  }
}
