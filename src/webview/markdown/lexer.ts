import { Marked, type MarkedToken, type Token, type TokenizerExtension } from 'marked';

/** A formula: shown as it was written, so that `a_1 * b_2` keeps its signs. */
type MathToken = { readonly type: 'math'; readonly raw: string };

export type KnownToken = MarkedToken | MathToken;

const inlineMath = /^(?:\\\((?:[^\\]|\\(?!\)))*\\\)|\$\$[^$]+\$\$|\$(?![\s$])(?:[^$\n\\]|\\.)*[^\s$\\]\$(?!\d))/;
const blockMath = /^(?:\\\[[\s\S]*?\\\]|\$\$[\s\S]+?\$\$)[ \t]*(?:\n|$)/;

const mathInline: TokenizerExtension = {
  name: 'math',
  level: 'inline',
  start: (source) => indexOrNothing(source.search(/\\\(|\$/)),
  tokenizer: (source) => mathToken(inlineMath.exec(source)),
};
const mathBlock: TokenizerExtension = {
  name: 'mathBlock',
  level: 'block',
  start: (source) => indexOrNothing(source.search(/\\\[|\$\$/)),
  tokenizer: (source) => mathToken(blockMath.exec(source)),
};

/** The token as what it is; the lexer's own types allow for any extension's. */
export function known(token: { readonly type: string; readonly raw: string }): KnownToken | undefined {
  return isKnown(token) ? token : undefined;
}

function isKnown(token: { readonly type: string }): token is KnownToken {
  return knownTypes.has(token.type);
}

const knownTypes: ReadonlySet<string> = new Set<KnownToken['type']>([
  'blockquote',
  'br',
  'checkbox',
  'code',
  'codespan',
  'def',
  'del',
  'em',
  'escape',
  'heading',
  'hr',
  'html',
  'image',
  'link',
  'list',
  'list_item',
  'math',
  'paragraph',
  'space',
  'strong',
  'table',
  'text',
]);

function mathToken(match: RegExpExecArray | null): MathToken | undefined {
  return match ? { type: 'math', raw: match[0] } : undefined;
}

function indexOrNothing(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

const markdownFence =
  /^ {0,3}(```|~~~)(?![`~])[ \t]*((?:\S+[ \t]+)?(?:\S+\.)?(?:md|markdown|gfm|github-markdown)(?:[ \t][^\n`]*)?)\n/;

/**
 * A document within a fence of three signs: models put such fences into it, too, without making its own longer.
 * One with a language opens an inner block and a bare one closes it; else a bare one closes the document, unless it
 * stands below a blank line and right above text, which is how an inner block without a language begins.
 */
const nestedMarkdown: TokenizerExtension = {
  name: 'code',
  level: 'block',
  tokenizer(source) {
    const opening = markdownFence.exec(source);
    const [head, fence, info] = opening ?? [];
    if (head === undefined || fence === undefined) return undefined;
    const lines = source.slice(head.length).split('\n');
    const end = endOfDocument(lines, fence);
    const body = lines.slice(0, end);
    const raw = lines.slice(0, end + 1).join('\n') + (end + 1 < lines.length ? '\n' : '');
    return { type: 'code', raw: head + raw, lang: info?.trim(), text: body.join('\n') };
  },
};

function endOfDocument(lines: readonly string[], fence: string): number {
  let isInner = false;
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    if (!trimmed.startsWith(fence)) continue;
    const isBare = trimmed === fence;
    if (isInner) isInner = !isBare;
    else if (!isBare) isInner = true;
    else if (isBlank(lines[index - 1]) && !isBlank(lines[index + 1])) isInner = true;
    else return index;
  }
  return lines.length;
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

const marked = new Marked({ gfm: true });
marked.use({ extensions: [mathInline, mathBlock, nestedMarkdown] });

/** The top-level tokens of a Markdown text. */
export function lex(text: string): readonly Token[] {
  return marked.lexer(text);
}
