import { Uri, commands, env, window, workspace, type Webview } from 'vscode';
import { shownMessages } from '../../core/chat/conversation.ts';
import type { ChatThread, ThreadChange } from '../../core/chat/thread.ts';
import { errorActions } from '../../core/provider/describeError.ts';
import { fromChatView, type CodeAction, type FromChatView, type ToChatView } from '../../protocol/chatMessages.ts';
import type { MessageView } from '../../protocol/chatView.ts';
import { read } from '../../protocol/schema.ts';
import { DisposableStore } from '../lifecycle.ts';
import { exportChat, findChats } from './chatLibrary.ts';
import { panelView } from './chatPanel.ts';
import type { ChatServices } from './chatServices.ts';
import { FoldDecision } from './foldDecision.ts';
import { fileId } from './context/fileSource.ts';
import { openChip, openFile, openLink } from './openFromChat.ts';
import { paletteOf } from './theme/paletteOf.ts';
import { themeRules } from './theme/themeRules.ts';
import { turnOf } from './turns.ts';
import { costTable, messageView, summaryAfter, type Display } from './viewModel.ts';

/** What goes along may take up to this share of the window. */
const alongShare = 0.6;
const restMs = 120;

type MessageOf<Type extends FromChatView['type']> = Extract<FromChatView, { type: Type }>;
type Handlers = { readonly [Type in FromChatView['type']]: (message: MessageOf<Type>) => Promise<void> | void };

/** One view of the chat: what its user does, and what it shows. The conversation itself outlives it. */
export class ChatSession {
  readonly #services: ChatServices;
  readonly #webview: Webview;
  readonly #isInEditor: boolean;
  readonly #store = new DisposableStore();
  #thread: ChatThread;
  #stopListening: () => void = () => undefined;
  #notes: readonly MessageView[] = [];
  readonly #fold: FoldDecision;
  #draft = '';
  #themeId = '';
  #panelTimer: NodeJS.Timeout | undefined;
  #lastPanel = 0;

  /** What the user can do in the view, by the message that says it. */
  readonly #handlers: Handlers = {
    ready: ({ chatId, themeId }) => this.#ready(chatId, themeId),
    themeChanged: ({ themeId }) => this.#dress(themeId),
    send: ({ text }) => this.#send(text),
    stop: () => this.#thread.stop(),
    regenerate: ({ id }) => this.#thread.regenerate(id),
    resend: ({ id, text }) => this.#resend(id, text),
    deleteMessage: ({ id }) => this.#remove(id),
    showBranch: ({ id, step }) => this.#thread.showVersion(id, step),
    copyMessage: ({ id }) => this.#copy(id),
    draftChanged: ({ text }) => this.#drafted(text),
    decide: ({ option }) => this.#decide(option),
    act: ({ action }) => this.#act(action),
    newChat: () => this.newChat(),
    findChats: ({ query }) => this.#findChats(query),
    openChat: ({ id }) => this.#openChat(id),
    renameChat: ({ id, title }) => this.#renameChat(id, title),
    deleteChat: ({ id }) => this.#deleteChat(id),
    exportChat: () => this.export(),
    openInEditor: () => this.#services.openInEditor(this.chatId),
    findMentions: ({ requestId, query }) => this.#findMentions(requestId, query),
    addMention: ({ id }) => this.#services.chips.add(id),
    addDropped: ({ uris }) => uris.forEach((uri) => this.#services.chips.add(fileId(Uri.parse(uri)))),
    removeChip: ({ id }) => this.#services.chips.remove(id),
    openChip: ({ id }) => openChip(id),
    selectModel: () => this.#choose('parlance.selectModel'),
    selectStrategy: () => this.#choose('parlance.selectStrategy'),
    code: ({ action, code, info }) => this.#actOnCode(action, code, info),
    openLink: ({ url }) => openLink(url),
    openFile: ({ path }) => openFile(path),
  };

  constructor(webview: Webview, services: ChatServices, isInEditor: boolean) {
    this.#webview = webview;
    this.#services = services;
    this.#isInEditor = isInEditor;
    this.#thread = services.threads.create();
    this.#fold = new FoldDecision(services.requests);
    this.#listen();
    const panelChanged = () => this.#panelSoon();
    this.#store.add(services.chips.onDidChange(panelChanged));
    this.#store.add(services.settings.onDidChange(panelChanged));
    this.#store.add(services.onDidChangePrompts(panelChanged));
    this.#store.add(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('editor.tokenColorCustomizations')) void this.#dress(this.#themeId);
      }),
    );
    this.#store.add(
      webview.onDidReceiveMessage(async (message: unknown) => {
        const known = read(fromChatView, message);
        if (!known) return services.log.warn('chat: a message of the webview was not understood and is ignored.');
        try {
          await this.#handle(known);
        } catch (error) {
          services.log.error(`chat: ${known.type} failed.`, error);
          void window.showErrorMessage('Parlance failed at this. The log says why.');
        }
      }),
    );
  }

  get chatId(): string {
    return this.#thread.chat.id;
  }

  focus(): void {
    this.#post({ type: 'focus' });
  }

  async show(id: string): Promise<void> {
    const thread = await this.#services.threads.open(id);
    if (thread) await this.#showThread(thread);
  }

  async newChat(): Promise<void> {
    if (this.#thread.chat.messages.length > 0) await this.#showThread(this.#services.threads.create());
    this.focus();
  }

  /** As if the user had typed it and pressed Enter. */
  async send(text: string): Promise<void> {
    await this.#send(text);
  }

  export(): Promise<void> {
    return exportChat(this.#thread.chat);
  }

  dispose(): void {
    clearTimeout(this.#panelTimer);
    this.#stopListening();
    this.#store.dispose();
  }

  async #handle<Type extends FromChatView['type']>(message: MessageOf<Type>): Promise<void> {
    await this.#handlers[message.type](message);
  }

  async #openChat(id: string): Promise<void> {
    await this.show(id);
    this.focus();
  }

  async #renameChat(id: string, title: string): Promise<void> {
    (await this.#services.threads.open(id))?.rename(title);
    await this.#findChats('');
  }

  async #choose(command: string): Promise<void> {
    await commands.executeCommand(command);
    this.focus();
  }

  async #actOnCode(action: CodeAction, code: string, info: string): Promise<void> {
    this.#announce(await this.#services.blocks.act(action, code, info));
  }

  #drafted(text: string): void {
    this.#draft = text;
    this.#panelSoon();
  }

  async #ready(chatId: string | null, themeId: string): Promise<void> {
    await this.#dress(themeId);
    const known = chatId === null ? undefined : await this.#services.threads.open(chatId);
    await this.#showThread(known ?? this.#thread);
  }

  /** Code is shown in the colours of the editor. */
  async #dress(themeId: string): Promise<void> {
    this.#themeId = themeId;
    this.#post({ type: 'palette', palette: paletteOf(await themeRules(themeId)) });
  }

  async #showThread(thread: ChatThread): Promise<void> {
    if (thread !== this.#thread) {
      this.#thread = thread;
      this.#notes = [];
      this.#fold.forget();
      this.#listen();
    }
    await this.#snapshot();
  }

  #listen(): void {
    this.#stopListening();
    this.#stopListening = this.#thread.onChange((change) => void this.#changed(change));
  }

  async #changed(change: ThreadChange): Promise<void> {
    switch (change.kind) {
      case 'grown':
        this.#post({ type: 'append', id: change.id, part: change.part, text: change.text });
        return;
      case 'answer': {
        const display = await this.#display();
        const { chat } = this.#thread;
        const message = chat.messages.find(({ id }) => id === change.id);
        if (message) this.#post({ type: 'message', message: messageView(message, chat, display) });
        // Whether a message may be sent is known at once.
        return this.#thread.isBusy ? this.#panelSoon() : this.#sendPanel();
      }
      case 'messages':
        return this.#snapshot();
    }
  }

  async #send(text: string): Promise<void> {
    const { chips, prompts, requests, tokens, lastEditor, sources } = this.#services;
    if (this.#thread.isBusy) return this.#post({ type: 'draft', text });
    const room = await requests.room(text);
    const along = await chips.gather(room.maxTokens * alongShare, tokens.countNow);
    const asked = await turnOf(text, along, prompts.all, { lastEditor, sources });
    if (asked.kind === 'action') return this.#run(asked.name, asked.rest);
    const { currency } = await this.#display();
    if (this.#fold.needsAnswer(asked.turn, this.#thread, room, currency)) return this.#sendPanel();
    chips.clear();
    await this.#thread.send(asked.turn);
  }

  async #decide(option: string): Promise<void> {
    const decided = await this.#fold.decide(option, this.#thread);
    await this.#sendPanel();
    if (decided.kind === 'keep') this.#post({ type: 'draft', text: decided.text });
    if (decided.kind !== 'send') return;
    this.#services.chips.clear();
    await this.#thread.send(decided.turn);
  }

  async #resend(id: string, text: string): Promise<void> {
    const message = this.#thread.chat.messages.find((each) => each.id === id);
    if (message?.kind !== 'user') return;
    const { prompts, lastEditor, sources } = this.#services;
    const along = { chips: [], tokens: 0, attachments: message.attachments };
    const asked = await turnOf(text, along, prompts.all, { lastEditor, sources });
    if (asked.kind === 'turn') await this.#thread.resend(id, asked.turn);
  }

  async #run(name: 'edit' | 'clear' | 'model' | 'strategy' | 'cost', rest: string): Promise<void> {
    switch (name) {
      case 'clear':
        return this.newChat();
      case 'model':
        return void (await commands.executeCommand('parlance.selectModel'));
      case 'strategy':
        return void (await commands.executeCommand('parlance.selectStrategy'));
      case 'cost': {
        const { currency } = await this.#display();
        const text = costTable(this.#thread.chat, currency);
        this.#notes = [{ kind: 'note', id: `note-${Date.now()}`, title: 'Cost of this chat', text }];
        return this.#snapshot();
      }
      case 'edit':
        if (rest === '') return void window.showInformationMessage('Say what to change: /edit make it async');
        return this.#thread.send({
          text: `/edit ${rest}`,
          prompt: `Change the selected code so: ${rest}\n\nAnswer with the whole changed selection as one block with its path.`,
          attachments: (await this.#gathered()).attachments,
        });
    }
  }

  async #gathered() {
    const { chips, requests, tokens } = this.#services;
    const room = await requests.room(this.#draft);
    return chips.gather(room.maxTokens * alongShare, tokens.countNow);
  }

  async #remove(id: string): Promise<void> {
    const choice = await window.showWarningMessage(
      'Delete this message and what followed it?',
      { modal: true, detail: 'What it has cost stays in the sum.' },
      'Delete',
    );
    if (choice) this.#thread.remove(id);
  }

  async #copy(id: string): Promise<void> {
    const message = this.#thread.chat.messages.find((each) => each.id === id);
    await env.clipboard.writeText(message?.text ?? '');
    this.#announce('Copied.');
  }

  async #act(action: string): Promise<void> {
    const known = errorActions.find((each) => each === action);
    if (!known) return;
    await this.#services.act(known);
    if (known !== 'retry' && known !== 'allowOnce') return;
    const last = shownMessages(this.#thread.chat).at(-1);
    if (last?.kind === 'answer') await this.#thread.regenerate(last.id);
  }

  async #findChats(query: string): Promise<void> {
    this.#post({ type: 'chats', query, chats: await findChats(query, this.chatId, this.#services) });
  }

  async #deleteChat(id: string): Promise<void> {
    const { store, threads } = this.#services;
    const chat = await store.get(id);
    if (!chat) return;
    threads.forget(id);
    const bringBack = await store.remove(id);
    if (id === this.chatId) await this.#showThread(threads.create());
    await this.#findChats('');
    const choice = await window.showInformationMessage(`“${chat.title}” is deleted.`, 'Undo');
    if (choice) bringBack();
  }

  async #findMentions(requestId: number, query: string): Promise<void> {
    const found = await Promise.all(this.#services.sources.map(async (source) => source.find(query)));
    this.#post({ type: 'mentions', requestId, mentions: found.flat().slice(0, 60) });
  }

  async #snapshot(): Promise<void> {
    const { chat } = this.#thread;
    const display = await this.#display();
    const messages = shownMessages(chat).flatMap((message) => [
      messageView(message, chat, display),
      ...summaryAfter(message.id, chat),
    ]);
    const panel = { ...(await this.#panel()), isBusy: this.#thread.isBusy };
    this.#post({ type: 'snapshot', chatId: chat.id, messages: [...messages, ...this.#notes], panel });
  }

  async #panel() {
    const { requests, settings, prompts, latencies, tokens } = this.#services;
    const [room, along, display] = await Promise.all([requests.room(this.#draft), this.#gathered(), this.#display()]);
    return panelView(
      {
        chat: this.#thread.chat,
        room,
        along,
        draftTokens: tokens.countNow(this.#draft),
        currency: display.currency,
        strategy: settings.read().strategy,
        latencyMs: latencies.usual(room.target),
        prompts: prompts.all,
        isBusy: this.#thread.isBusy,
        isInEditor: this.#isInEditor,
        decision: this.#fold.view,
      },
      requests,
    );
  }

  async #display(): Promise<Display> {
    const { models, currency } = this.#services;
    const { target } = await models.target();
    return { currency: currency(target.endpoint.provider), status: this.#thread.status };
  }

  #panelSoon(): void {
    clearTimeout(this.#panelTimer);
    this.#panelTimer = setTimeout(() => void this.#sendPanel(), restMs);
  }

  async #sendPanel(): Promise<void> {
    const number = ++this.#lastPanel;
    const panel = await this.#panel();
    // Who began later knows more.
    if (number === this.#lastPanel) this.#post({ type: 'panel', panel: { ...panel, isBusy: this.#thread.isBusy } });
  }

  #announce(text: string): void {
    if (text !== '') this.#post({ type: 'announce', text });
  }

  #post(message: ToChatView): void {
    void this.#webview.postMessage(message);
  }
}
