import { Component, createRef } from 'preact';
import { highlight, type Run } from './highlight.ts';
import { reveal } from './invisible.ts';

interface Properties {
  readonly code: string;
  readonly language: string;
}

/** Up to here an open block is coloured anew with each frame; beyond, only its end is. */
const cheapLength = 3_000;
/** How much of a long block may be coloured by itself before the whole is coloured again. */
const ownEndShare = 0.15;

/**
 * The code of a block, in colours. While a long block grows, its beginning stays as it was drawn and its end is coloured
 * by itself; the whole is coloured again whenever the end has become a good part of it, so the work stays linear.
 */
export class CodeText extends Component<Properties> {
  readonly #head = createRef<HTMLSpanElement>();
  readonly #tail = createRef<HTMLSpanElement>();
  #headCode = '';

  override shouldComponentUpdate({ code, language }: Properties): boolean {
    if (code !== this.props.code || language !== this.props.language) this.#draw(code, language);
    return false;
  }

  override componentDidMount(): void {
    this.#draw(this.props.code, this.props.language);
  }

  override render() {
    return (
      <code>
        <span ref={this.#head} />
        <span ref={this.#tail} />
      </code>
    );
  }

  #draw(code: string, language: string): void {
    const head = this.#head.current;
    const tail = this.#tail.current;
    if (!head || !tail) return;
    const grown = code.startsWith(this.#headCode) ? code.slice(this.#headCode.length) : undefined;
    const isEndShort = grown !== undefined && grown.length < this.#headCode.length * ownEndShare;
    if (code.length > cheapLength && isEndShort) {
      tail.replaceChildren(...nodesOf(highlight(grown, language)));
      return;
    }
    this.#headCode = code;
    head.replaceChildren(...nodesOf(highlight(code, language)));
    tail.replaceChildren();
  }
}

function nodesOf(runs: readonly Run[]): Node[] {
  return runs.flatMap(({ text, kind }) => {
    const nodes = reveal(text, 'code').map((run) =>
      run.mark ? markNode(run.text, run.mark) : document.createTextNode(run.text),
    );
    if (kind === undefined) return nodes;
    const span = document.createElement('span');
    span.className = `t-${kind}`;
    span.append(...nodes);
    return [span];
  });
}

function markNode(character: string, mark: string): Node {
  const span = document.createElement('span');
  span.className = 'invisible';
  span.dataset['mark'] = mark;
  span.title = `An invisible character: ${mark}`;
  const hidden = document.createElement('span');
  hidden.hidden = true;
  hidden.textContent = character;
  span.append(hidden);
  return span;
}
