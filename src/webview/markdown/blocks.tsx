import { Component, type ComponentChildren } from 'preact';
import type { Token, Tokens } from 'marked';
import { CodeBlock, type CodeHandler } from './codeBlock.tsx';
import type { Block } from './document.ts';
import { decodeEntities } from './entities.ts';
import { known } from './lexer.ts';
import { inline, plainText, type LinkActions } from './inline.tsx';

export interface MarkdownActions extends LinkActions {
  readonly onCode: CodeHandler;
}

interface Properties {
  readonly block: Block;
  readonly actions: MarkdownActions;
}

/** One top-level block; drawn again only when it has changed. */
export class BlockView extends Component<Properties> {
  override shouldComponentUpdate({ block }: Properties): boolean {
    return block !== this.props.block;
  }

  override render({ block, actions }: Properties): ComponentChildren {
    return drawBlock(block.token, block.isClosed, actions);
  }
}

function drawBlock(anyToken: Token, isClosed: boolean, actions: MarkdownActions): ComponentChildren {
  const token = known(anyToken);
  switch (token?.type) {
    case 'heading':
      return heading(token, actions);
    case 'paragraph':
      return <p dir="auto">{inline(token.tokens, actions)}</p>;
    case 'text':
      return token.tokens ? inline(token.tokens, actions) : plainText(decodeEntities(token.text));
    case 'code':
      return <CodeBlock code={token.text} info={token.lang ?? ''} isOpen={!isClosed} onCode={actions.onCode} />;
    case 'blockquote':
      return <blockquote>{blocks(token.tokens, isClosed, actions)}</blockquote>;
    case 'list':
      return list(token, isClosed, actions);
    case 'table':
      return table(token, actions);
    case 'hr':
      return <hr />;
    case 'math':
    case 'html':
      return <p class="literal">{plainText(token.raw.trimEnd())}</p>;
    default:
      // Blank lines and definitions of links.
      return null;
  }
}

function blocks(tokens: readonly Token[], isClosed: boolean, actions: MarkdownActions): ComponentChildren {
  return tokens.map((token, index) => drawBlock(token, isClosed || index < tokens.length - 1, actions));
}

/** An answer's headings stand below the panel's own. */
function heading({ depth, tokens }: Tokens.Heading, actions: MarkdownActions): ComponentChildren {
  const Element = depth <= 1 ? 'h2' : depth === 2 ? 'h3' : depth === 3 ? 'h4' : 'h5';
  return <Element dir="auto">{inline(tokens, actions)}</Element>;
}

function list({ ordered, start, items }: Tokens.List, isClosed: boolean, actions: MarkdownActions): ComponentChildren {
  const drawn = items.map((item, index) => (
    <li class={item.task ? 'task' : undefined} dir="auto">
      {item.task && <TaskMark isDone={item.checked === true} />}
      {blocks(
        item.tokens.filter(({ type }) => type !== 'checkbox'),
        isClosed || index < items.length - 1,
        actions,
      )}
    </li>
  ));
  return ordered ? <ol start={Number(start) || 1}>{drawn}</ol> : <ul>{drawn}</ul>;
}

function TaskMark({ isDone }: { readonly isDone: boolean }) {
  return (
    <span class="task-mark" role="img" aria-label={isDone ? 'Done:' : 'To do:'}>
      {isDone ? '☑' : '☐'}
    </span>
  );
}

function table({ header, rows, align }: Tokens.Table, actions: MarkdownActions): ComponentChildren {
  const alignment = (index: number) => `align-${align[index] ?? 'none'}`;
  return (
    <div class="table" tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {header.map(({ text, tokens }, index) =>
              text === '' ? (
                <td />
              ) : (
                <th scope="col" class={alignment(index)}>
                  {inline(tokens, actions)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, index) => (
                <td class={alignment(index)}>{inline(cell.tokens, actions)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
