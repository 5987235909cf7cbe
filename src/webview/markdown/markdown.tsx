import { Component } from 'preact';
import { BlockView, type MarkdownActions } from './blocks.tsx';
import { MarkdownDocument, type Block } from './document.ts';

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
    this.#document.update(text, !isStreaming);
    return (
      <div class="markdown">
        {this.#document.groups.map((blocks, index) => (
          <BlockGroup key={index} blocks={blocks} actions={actions} />
        ))}
      </div>
    );
  }
}

interface GroupProperties {
  readonly blocks: readonly Block[];
  readonly actions: MarkdownActions;
}

/** Some blocks of a long text, drawn anew only when one of them has changed. */
class BlockGroup extends Component<GroupProperties> {
  override shouldComponentUpdate({ blocks }: GroupProperties): boolean {
    return blocks !== this.props.blocks;
  }

  override render({ blocks, actions }: GroupProperties) {
    return blocks.map((block) => <BlockView key={block.key} block={block} actions={actions} />);
  }
}
