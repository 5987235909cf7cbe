import type { ComponentChildren } from 'preact';
import type { Token, Tokens } from 'marked';
import { decodeEntities } from './entities.ts';
import { reveal } from './invisible.ts';
import { known } from './lexer.ts';
import { readLink } from './links.ts';

/** What a click on a link does; the user's, never the answer's. */
export interface LinkActions {
  readonly openLink: (url: string) => void;
  readonly openFile: (path: string) => void;
}

/** HTML elements without attributes that answers use for what Markdown lacks. All other HTML is shown as text. */
const plainElements = ['kbd', 'sub', 'sup', 'mark', 'b', 'i', 'u', 's'] as const;
type PlainElement = (typeof plainElements)[number];

/** The text as it is, with hidden characters shown by name. */
export function plainText(text: string): ComponentChildren {
  const runs = reveal(text, 'prose');
  if (runs.length === 1 && runs[0]?.mark === undefined) return text;
  return runs.map(({ text: run, mark }) =>
    mark ? <span class="invisible" data-mark={mark} title={`An invisible character: ${mark}`} /> : run,
  );
}

export function inline(tokens: readonly Token[], links: LinkActions): ComponentChildren[] {
  const out: ComponentChildren[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) continue;
    const element = token.type === 'html' ? openedBy(token.raw) : undefined;
    const end = element ? closingOf(tokens, index, element) : -1;
    if (element && end > 0) {
      const Element = element;
      out.push(<Element>{inline(tokens.slice(index + 1, end), links)}</Element>);
      index = end;
    } else {
      out.push(one(token, links));
    }
  }
  return out;
}

function openedBy(raw: string): PlainElement | undefined {
  const name = /^<([a-z]+)>$/i.exec(raw)?.[1]?.toLowerCase();
  return plainElements.find((element) => element === name);
}

function closingOf(tokens: readonly Token[], from: number, element: PlainElement): number {
  return tokens.findIndex(
    ({ type, raw }, index) => index > from && type === 'html' && raw.toLowerCase() === `</${element}>`,
  );
}

function one(anyToken: Token, links: LinkActions): ComponentChildren {
  const token = known(anyToken);
  switch (token?.type) {
    case 'text':
      return token.tokens ? inline(token.tokens, links) : plainText(decodeEntities(token.text));
    case 'escape':
      return plainText(decodeEntities(token.text));
    case 'strong':
    case 'em':
    case 'del': {
      const Element = token.type;
      return <Element>{inline(token.tokens, links)}</Element>;
    }
    case 'codespan':
      return <code dir="ltr">{plainText(token.text)}</code>;
    case 'br':
      return <br />;
    case 'link':
      return link(token, links);
    case 'image':
      return link({ ...token, tokens: [textToken(token.text || 'image')] }, links);
    case 'html':
      return html(token.raw);
    case 'math':
      return <span class="literal">{plainText(token.raw)}</span>;
    default:
      return plainText(anyToken.raw);
  }
}

function html(raw: string): ComponentChildren {
  return /^<br\s*\/?>$/i.test(raw) ? <br /> : plainText(raw);
}

function textToken(text: string): Tokens.Text {
  return { type: 'text', raw: text, text, escaped: false };
}

type LinkLike = Pick<Tokens.Link, 'href' | 'text' | 'tokens' | 'raw'>;

function link({ href, tokens, text, raw }: LinkLike, links: LinkActions): ComponentChildren {
  const target = readLink(decodeEntities(href));
  const label = inline(tokens, links);
  if (target.kind === 'dead') return plainText(decodeEntities(raw));
  const open = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    if (target.kind === 'web') links.openLink(target.url);
    else links.openFile(target.path);
  };
  if (target.kind === 'file') {
    return (
      <a class="file-link" href="#" title={`Open ${target.path}`} onClick={open}>
        {label}
      </a>
    );
  }
  const isShownWhole = [target.url, `${target.url}/`].some((url) => url === text || url === `${text}/`);
  return (
    <>
      <a href={target.url} title={target.url} rel="noreferrer" onClick={open} onAuxClick={open}>
        {label}
      </a>
      {!isShownWhole && <span class="url"> ({target.url})</span>}
    </>
  );
}
