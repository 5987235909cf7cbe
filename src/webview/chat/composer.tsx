import { Component, createRef } from 'preact';
import type { MentionView, PanelView } from '../../protocol/chatView.ts';
import { Icon } from '../parts/icon.tsx';
import type { Post } from './app.tsx';
import { ChipList } from './chips.tsx';
import { completingAt, matchingCommands, type Completing } from './completing.ts';
import { Meter } from './meter.tsx';
import { Notices } from './notices.tsx';
import { Suggestions, type Suggestion } from './suggestions.tsx';

interface Properties {
  readonly panel: PanelView;
  readonly mentions: { readonly requestId: number; readonly items: readonly MentionView[] };
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  /** What the user has asked in this chat, oldest first. */
  readonly asked: () => readonly string[];
  readonly post: Post;
}

interface State {
  readonly completing: Completing;
  readonly selected: number;
  /** What was in the list when the user closed it with Esc. */
  readonly isDismissed: boolean;
  readonly isEmpty: boolean;
  readonly isDropTarget: boolean;
}

const listId = 'suggestions';

/** The input with what goes along, what can be chosen, and what it will cost. */
export class Composer extends Component<Properties, State> {
  override state: State = {
    completing: { kind: 'nothing' },
    selected: 0,
    isDismissed: false,
    isEmpty: this.props.draft.trim() === '',
    isDropTarget: false,
  };
  readonly #input = createRef<HTMLTextAreaElement>();
  #requestId = 0;
  /** Steps back from the newest message asked; 0 is the draft itself. */
  #recalled = 0;

  focus(): void {
    this.#input.current?.focus();
  }

  setDraft(text: string): void {
    const input = this.#input.current;
    if (!input) return;
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    input.focus();
    this.#changed();
  }

  override shouldComponentUpdate(next: Properties, state: State): boolean {
    const { panel, mentions } = this.props;
    return next.panel !== panel || next.mentions !== mentions || state !== this.state;
  }

  override render({ panel, post, draft }: Properties, { selected, isDropTarget }: State) {
    const items = this.#suggestions();
    const isListOpen = items.length > 0;
    return (
      <footer
        class={isDropTarget ? 'composer drop-target' : 'composer'}
        onDragOver={this.#onDragOver}
        onDragLeave={() => this.setState({ isDropTarget: false })}
        onDrop={this.#onDrop}
      >
        <Notices panel={panel} post={post} />
        {isListOpen && (
          <Suggestions
            listId={listId}
            items={items}
            selected={Math.min(selected, items.length - 1)}
            onPick={this.#pick}
          />
        )}
        <div class="input-box">
          {panel.chips.length > 0 && <ChipList chips={panel.chips} post={post} isRemovable />}
          <textarea
            ref={this.#input}
            class="input"
            rows={1}
            dir="auto"
            aria-label="Message"
            placeholder="Ask about your code, @ to add context, / for commands"
            defaultValue={draft}
            aria-autocomplete="list"
            aria-controls={isListOpen ? listId : undefined}
            aria-activedescendant={isListOpen ? `${listId}-${Math.min(selected, items.length - 1)}` : undefined}
            onInput={this.#changed}
            onKeyDown={this.#onKey}
            onClick={this.#moved}
          />
          {this.#inputRow()}
        </div>
      </footer>
    );
  }

  #inputRow() {
    const { panel, post } = this.props;
    const isStop = panel.isBusy;
    return (
      <div class="input-row">
        <button
          type="button"
          class="quiet picker"
          title={`Model: ${panel.model}\n${panel.modelDetail}`}
          onClick={() => post({ type: 'selectModel' })}
        >
          <span class="visually-hidden">Model: </span>
          <span class="ellipsis">{panel.model}</span>
          <Icon name="chevronDown" />
        </button>
        <button
          type="button"
          class="quiet picker strategy"
          title={`Strategy: ${panel.strategy}`}
          onClick={() => post({ type: 'selectStrategy' })}
        >
          <span class="visually-hidden">Strategy: </span>
          <span class="ellipsis">{panel.strategy}</span>
          <Icon name="chevronDown" />
        </button>
        <span class="spacer" />
        <Meter meter={panel.meter} />
        <button
          type="button"
          class="send"
          title={isStop ? 'Stop (Esc)' : 'Send (Enter)'}
          aria-label={isStop ? 'Stop' : 'Send'}
          disabled={!isStop && this.state.isEmpty}
          onClick={isStop ? this.#stop : this.#send}
        >
          <Icon name={isStop ? 'stop' : 'send'} />
        </button>
      </div>
    );
  }

  #suggestions(): readonly Suggestion[] {
    const { completing, isDismissed } = this.state;
    if (isDismissed) return [];
    switch (completing.kind) {
      case 'nothing':
        return [];
      case 'command':
        return matchingCommands(this.props.panel.commands, completing.query).map(
          ({ name, description, hint, isOwn }) => ({
            id: name,
            icon: isOwn ? ('note' as const) : ('sparkle' as const),
            label: hint === '' ? `/${name}` : `/${name} ${hint}`,
            detail: description,
          }),
        );
      case 'mention':
        return this.props.mentions.items.map(({ id, kind, label, detail }) => ({
          id,
          icon: kind === 'category' ? ('mention' as const) : kind,
          label,
          detail,
        }));
    }
  }

  readonly #changed = (): void => {
    const text = this.#input.current?.value ?? '';
    this.#recalled = 0;
    this.props.onDraft(text);
    this.#moved();
    const isEmpty = text.trim() === '';
    if (isEmpty !== this.state.isEmpty) this.setState({ isEmpty });
  };

  /** The cursor stands elsewhere: what is being completed may have changed. */
  readonly #moved = (): void => {
    const input = this.#input.current;
    if (!input) return;
    const completing = completingAt(input.value, input.selectionStart);
    const before = this.state.completing;
    if (completing.kind === 'nothing' && before.kind === 'nothing') return;
    if (completing.kind === 'mention') {
      this.props.post({ type: 'findMentions', requestId: ++this.#requestId, query: completing.query });
    }
    this.setState({ completing, selected: 0, isDismissed: false });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    // Enter that ends the composition of a Chinese or Japanese word sends nothing.
    if (event.isComposing || event.keyCode === 229) return;
    const isHandled = this.#onListKey(event.key) || this.#onInputKey(event);
    if (isHandled) event.preventDefault();
  };

  #onListKey(key: string): boolean {
    const count = this.#suggestions().length;
    if (count === 0) return false;
    const { selected } = this.state;
    switch (key) {
      case 'ArrowDown':
        this.setState({ selected: (selected + 1) % count });
        return true;
      case 'ArrowUp':
        this.setState({ selected: (selected + count - 1) % count });
        return true;
      case 'Enter':
      case 'Tab':
        this.#pick(Math.min(selected, count - 1));
        return true;
      case 'Escape':
        this.setState({ isDismissed: true });
        return true;
      default:
        return false;
    }
  }

  #onInputKey({ key, shiftKey }: KeyboardEvent): boolean {
    switch (key) {
      case 'Enter':
        if (shiftKey) return false;
        this.#send();
        return true;
      case 'Escape':
        if (!this.props.panel.isBusy) return false;
        this.#stop();
        return true;
      case 'ArrowUp':
        return this.#recall(1);
      case 'ArrowDown':
        return this.#recall(-1);
      default:
        return false;
    }
  }

  /** Up in an empty input brings back what was asked; in a text it moves the cursor. */
  #recall(step: 1 | -1): boolean {
    const input = this.#input.current;
    if (!input) return false;
    const asked = this.props.asked();
    const isRecalling = this.#recalled > 0 && input.value === asked.at(-this.#recalled);
    if (!isRecalling && (input.value !== '' || step < 0)) return false;
    const recalled = Math.min((isRecalling ? this.#recalled : 0) + step, asked.length);
    input.value = recalled > 0 ? (asked.at(-recalled) ?? '') : '';
    input.setSelectionRange(input.value.length, input.value.length);
    this.#changed();
    this.#recalled = recalled;
    return true;
  }

  readonly #pick = (index: number): void => {
    const { completing } = this.state;
    const input = this.#input.current;
    const item = this.#suggestions()[index];
    if (!input || !item || completing.kind === 'nothing') return;
    if (completing.kind === 'command') return this.#pickCommand(item.id, completing.start, input);
    const mention = this.props.mentions.items[index];
    if (!mention) return;
    input.setRangeText(mention.insert, completing.start, input.selectionStart, 'end');
    if (mention.kind !== 'category') this.props.post({ type: 'addMention', id: mention.id });
    this.#changed();
  };

  /** A command that takes nothing runs at once. */
  #pickCommand(name: string, start: number, input: HTMLTextAreaElement): void {
    const command = this.props.panel.commands.find((candidate) => candidate.name === name);
    input.setRangeText(`/${name} `, start, input.selectionStart, 'end');
    this.#changed();
    if (command?.isImmediate) this.#send();
  }

  readonly #send = (): void => {
    const text = this.#input.current?.value.trim() ?? '';
    if (text === '' || this.props.panel.isBusy || this.props.panel.blocked) return;
    this.props.post({ type: 'send', text });
    this.setDraft('');
  };

  readonly #stop = (): void => {
    this.props.post({ type: 'stop' });
    this.focus();
  };

  readonly #onDragOver = (event: DragEvent): void => {
    event.preventDefault();
    if (!this.state.isDropTarget) this.setState({ isDropTarget: true });
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.setState({ isDropTarget: false });
    const uris = urisOf(event.dataTransfer);
    if (uris.length > 0) this.props.post({ type: 'addDropped', uris });
    this.focus();
  };
}

function urisOf(transfer: DataTransfer | null): readonly string[] {
  const list = transfer?.getData('application/vnd.code.uri-list') || transfer?.getData('text/uri-list') || '';
  return list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}
