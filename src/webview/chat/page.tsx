import { createRef, render } from 'preact';
import * as v from 'valibot';
import { toChatView, type FromChatView, type ToChatView } from '../../protocol/chatMessages.ts';
import { read } from '../../protocol/schema.ts';
import { connect, type Bridge } from '../bridge.ts';
import { applyPalette } from '../palette.ts';
import { themeId, watchTheme } from '../theme.ts';
import { App } from './app.tsx';
import { emptyState, reduce, type ChatState } from './state.ts';

/** What outlives the webview; the chats themselves are the extension's. */
const remembered = v.object({ chatId: v.string(), draft: v.string() });

/** The page of the chat. Drawn at most once per frame, however many messages have come. */
export class ChatPage {
  readonly #root: HTMLElement;
  readonly #app = createRef<App>();
  readonly #bridge: Bridge<FromChatView> = connect(toChatView, (message) => this.#receive(message));
  #state: ChatState = emptyState;
  #draft: string;
  #queue: ToChatView[] = [];
  #isScheduled = false;

  constructor(root: HTMLElement) {
    this.#root = root;
    const before = read(remembered, this.#bridge.remembered);
    this.#draft = before?.draft ?? '';
    this.#state = { ...emptyState, chatId: before?.chatId ?? '' };
  }

  start(): void {
    watchTheme((id) => this.#bridge.post({ type: 'themeChanged', themeId: id }));
    this.#bridge.post({ type: 'ready', chatId: this.#state.chatId || null, themeId: themeId() });
  }

  #receive(message: ToChatView): void {
    this.#queue.push(message);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#isScheduled = false;
    const messages = this.#queue;
    this.#queue = [];
    const chatBefore = this.#state.chatId;
    this.#state = messages.reduce(reduce, this.#state);
    render(
      <App
        ref={this.#app}
        state={this.#state}
        post={this.#bridge.post}
        draft={this.#draft}
        onDraft={this.#onDraft}
        onCloseChats={this.#closeChats}
      />,
      this.#root,
    );
    for (const message of messages) this.#act(message);
    if (this.#state.chatId !== chatBefore) this.#remember();
  }

  /** What a message does beyond the state, on the page as it stands after drawing. */
  #act(message: ToChatView): void {
    switch (message.type) {
      case 'palette':
        return applyPalette(message.palette);
      case 'draft':
        return this.#app.current?.setDraft(message.text);
      case 'focus':
        return this.#app.current?.focusInput();
      case 'announce':
        return this.#app.current?.announce(message.text);
      default:
    }
  }

  readonly #onDraft = (text: string): void => {
    this.#draft = text;
    this.#remember();
    this.#bridge.post({ type: 'draftChanged', text });
  };

  readonly #closeChats = (): void => {
    this.#state = { ...this.#state, chats: undefined };
    this.#schedule();
  };

  #remember(): void {
    this.#bridge.remember({ chatId: this.#state.chatId, draft: this.#draft });
  }
}
