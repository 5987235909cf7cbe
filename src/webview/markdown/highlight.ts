import type { Emitter } from 'highlight.js';
import type { TokenKind } from '../../protocol/tokenKinds.ts';
import { hljs } from './languages.ts';

/** A stretch of code in one colour. */
export interface Run {
  readonly text: string;
  readonly kind: TokenKind | undefined;
}

/** Beyond, a block is shown without colours: no one reads 100 KB of code in a chat, and it would cost a frame. */
const longestHighlighted = 100_000;

const kindOfScope: Readonly<Record<string, TokenKind>> = {
  comment: 'comment',
  quote: 'comment',
  doctag: 'storage',
  string: 'string',
  'char.escape': 'regexp',
  regexp: 'regexp',
  number: 'number',
  literal: 'constant',
  symbol: 'constant',
  bullet: 'constant',
  keyword: 'keyword',
  operator: 'operator',
  'title.function': 'function',
  'title.function.invoke': 'function',
  'title.class': 'type',
  'title.class.inherited': 'type',
  title: 'function',
  type: 'type',
  built_in: 'function',
  variable: 'variable',
  'variable.language': 'storage',
  'variable.constant': 'constant',
  'template-variable': 'variable',
  params: 'parameter',
  property: 'property',
  attr: 'property',
  attribute: 'property',
  tag: 'tag',
  name: 'tag',
  'selector-tag': 'tag',
  'selector-id': 'attribute',
  'selector-class': 'attribute',
  'selector-attr': 'attribute',
  'selector-pseudo': 'attribute',
  meta: 'meta',
  'meta.keyword': 'keyword',
  'meta.string': 'string',
  section: 'heading',
  link: 'link',
  addition: 'inserted',
  deletion: 'deleted',
};

/** Grammars call them keywords; themes colour what declares apart from what controls. */
const storageWords = new Set(
  (
    'const let var function class interface enum type namespace extends implements def lambda fn struct impl trait mut ' +
    'func package int long short char float double bool boolean void byte string auto static public private protected ' +
    'abstract final override readonly async val fun object companion new this self super typeof instanceof in of'
  ).split(' '),
);

/** Collects what a grammar finds as a flat list: no HTML is ever made of a model's text. */
class RunCollector implements Emitter {
  readonly runs: Run[] = [];
  readonly #scopes: string[] = [];

  addText(text: string): void {
    const kind = this.#kind(text);
    const last = this.runs.at(-1);
    if (last && last.kind === kind) this.runs[this.runs.length - 1] = { text: last.text + text, kind };
    else this.runs.push({ text, kind });
  }

  startScope(name: string): void {
    this.#scopes.push(name);
  }

  endScope(): void {
    this.#scopes.pop();
  }

  openNode(name: string): void {
    this.startScope(name);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(emitter: Emitter): void {
    if (emitter instanceof RunCollector) for (const run of emitter.runs) this.runs.push(run);
  }

  finalize(): void {}

  toHTML(): string {
    return '';
  }

  /** Of the innermost scope that has a colour. `subst` is code within a string. */
  #kind(text: string): TokenKind | undefined {
    for (let index = this.#scopes.length - 1; index >= 0; index--) {
      const scope = this.#scopes[index] ?? '';
      if (scope === 'subst') return undefined;
      const kind = kindOfScope[scope];
      if (kind) return kind === 'keyword' && storageWords.has(text.trim()) ? 'storage' : kind;
    }
    return undefined;
  }
}

hljs.configure({ __emitter: RunCollector });

function canHighlight(language: string): boolean {
  return hljs.getLanguage(language) !== undefined;
}

/** The coloured runs of `code`; one without colour where the language is not known or the code is too long. */
export function highlight(code: string, language: string): readonly Run[] {
  if (code.length > longestHighlighted || !canHighlight(language)) return [{ text: code, kind: undefined }];
  const { _emitter } = hljs.highlight(code, { language, ignoreIllegals: true });
  return _emitter instanceof RunCollector ? _emitter.runs : [{ text: code, kind: undefined }];
}
