import { Component } from 'preact';
import { BlockView, type MarkdownActions } from './blocks.tsx';
import { MarkdownDocument } from './document.ts';

interface Properties {
  readonly text: string;
  /** More text will join its end. */
  readonly isStreaming: boolean;
  readonly actions: MarkdownActions;
}

/** A Markdown text. No HTML is made of it: every element is created, every text is a text node. */
export class Markdown extends Component<Properties> {
  readonly #document = new MarkdownDocument();

  override shouldComponentUpdate({ text, isStreaming }: Properties): boolean {
    return text !== this.props.text || isStreaming !== this.props.isStreaming;
  }

  override render({ text, isStreaming, actions }: Properties) {
    return (
      <div class="markdown">
        {this.#document.update(text, !isStreaming).map((block) => (
          <BlockView key={block.key} block={block} actions={actions} />
        ))}
      </div>
    );
  }
}
