import { Component } from 'preact';
import type { MessageView } from '../../protocol/chatView.ts';
import { finishedSentences } from './announce.ts';

interface Properties {
  readonly messages: readonly MessageView[];
}

/** How many announcements stay in the document: a screen reader reads what is added. */
const kept = 20;

/** Reads finished sentences of the answer that streams to those who do not see it. */
export class Announcer extends Component<Properties, { readonly lines: readonly { id: number; text: string }[] }> {
  override state = { lines: [] };
  #told: { readonly id: string; readonly upTo: number } | undefined;
  #lastId = 0;

  say(text: string): void {
    if (text === '') return;
    const line = { id: ++this.#lastId, text };
    this.setState(({ lines }) => ({ lines: [...lines, line].slice(-kept) }));
  }

  override componentDidUpdate(): void {
    const last = this.props.messages.at(-1);
    if (last?.kind !== 'answer') return;
    const isLive = last.state.kind === 'waiting' || last.state.kind === 'streaming';
    // What was complete when it came into view is not news.
    if (this.#told?.id !== last.id) this.#told = { id: last.id, upTo: isLive ? 0 : last.text.length };
    const { text, upTo } = finishedSentences(last.text, this.#told.upTo, !isLive);
    if (upTo === this.#told.upTo) return;
    this.#told = { id: last.id, upTo };
    this.say(text);
  }

  override render(_: Properties, { lines }: { lines: readonly { id: number; text: string }[] }) {
    return (
      <div class="visually-hidden" aria-live="polite" aria-relevant="additions">
        {lines.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
    );
  }
}
