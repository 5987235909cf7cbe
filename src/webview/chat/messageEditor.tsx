import { Component, createRef } from 'preact';

interface Properties {
  readonly text: string;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}

/** An earlier message that is being changed. Sending it starts another branch. */
export class MessageEditor extends Component<Properties> {
  readonly #input = createRef<HTMLTextAreaElement>();

  override componentDidMount(): void {
    const input = this.#input.current;
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  }

  override render({ text, onCancel }: Properties) {
    return (
      <div class="message-editor">
        <textarea
          class="input"
          ref={this.#input}
          aria-label="Edit your message"
          defaultValue={text}
          onKeyDown={this.#onKey}
        />
        <div class="buttons">
          <button type="button" class="button" onClick={this.#send}>
            Send again
          </button>
          <button type="button" class="button secondary" onClick={onCancel}>
            Cancel
          </button>
        </div>
      </div>
    );
  }

  readonly #send = (): void => {
    const text = this.#input.current?.value.trim() ?? '';
    if (text !== '') this.props.onSend(text);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.props.onCancel();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  };
}
