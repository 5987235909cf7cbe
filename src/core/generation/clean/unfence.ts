import { isListedProse, isMarkdownProse, isProse, isRemark } from './prose.ts';
import type { Stage } from './stage.ts';

interface Fence {
  readonly sign: string;
  readonly length: number;
  /** The first word of the info string, in lower case. */
  readonly language: string;
}

type State =
  /** Nothing of the code has come. */
  | { readonly kind: 'start' }
  | { readonly kind: 'fenced'; readonly fence: Fence; readonly isWanted: boolean; readonly nested: readonly Fence[] }
  /** Behind a closed fence: prose, or another block. */
  | { readonly kind: 'between' }
  /** Code without a fence. */
  | { readonly kind: 'bare' };

const fenceLine = /^(\s*)(`{3,}|~{3,})\s*([^`]*)$/;
/** What stands before a block that shows how to use the code, or what it prints. */
const aside = /\b(?:usage|example|output|test|run|install|try|call)\b|用法|示例|例如|输出|运行|安装|测试/i;
/** Multi-line strings in which a line of three backticks is code. */
const longQuotes = /"""|'''|`(?!``)/g;

/**
 * Takes code out of Markdown and leaves the prose. Several blocks are joined by a blank line if they are in the first
 * one's language and not announced as usage or output. An answer without fences passes as it is, but for prose before
 * and after it. Prose is kept aside: an answer of nothing else is no code.
 */
export class Unfence implements Stage {
  #state: State = { kind: 'start' };
  #language: string | undefined;
  #lastProse = '';
  /** Prose-like lines that end an answer without fences, unless code follows. */
  #held: string[] = [];
  #openQuote: string | undefined;
  readonly #said: string[] = [];
  readonly #isAside: (line: string) => boolean;

  /** @param isText whether sentences are content of the document, so that only clear remarks are asides */
  constructor(isText: boolean) {
    this.#isAside = isText ? isRemark : isProse;
  }

  /** What was said beside the code. */
  get said(): string {
    return this.#said.join('\n').trim();
  }

  push(line: string): readonly string[] {
    switch (this.#state.kind) {
      case 'start':
        return this.#start(line);
      case 'fenced':
        return this.#fenced(line, this.#state);
      case 'between':
        return this.#between(line);
      case 'bare':
        return this.#bare(line);
    }
  }

  finish(): readonly string[] {
    this.#said.push(...this.#held);
    return [];
  }

  #start(line: string): readonly string[] {
    const fence = openingFence(line);
    if (fence) return this.#open(fence);
    if (line.trim() === '') return [];
    if (
      isProse(line) ||
      (this.#said.length > 0 && isListedProse(line)) ||
      (isMarkdownProse(line) && !/^#\s?(?:!|include|define|import|if|pragma)/.test(line) && !line.startsWith('# '))
    )
      return this.#say(line);
    this.#state = { kind: 'bare' };
    return this.#bare(line);
  }

  #open(fence: Fence): readonly string[] {
    const isFirst = this.#language === undefined;
    const isSame = fence.language === '' || fence.language === this.#language;
    const isWanted = isFirst || (isSame && !aside.test(this.#lastProse));
    this.#language ??= fence.language;
    this.#state = { kind: 'fenced', fence, isWanted, nested: [] };
    this.#openQuote = undefined;
    return !isFirst && isWanted ? [''] : [];
  }

  #fenced(line: string, state: State & { kind: 'fenced' }): readonly string[] {
    const inner = state.nested.at(-1) ?? state.fence;
    if (this.#openQuote === undefined) {
      if (closes(line, inner)) {
        if (state.nested.length === 0) {
          this.#state = { kind: 'between' };
          this.#lastProse = '';
          return [];
        }
        this.#state = { ...state, nested: state.nested.slice(0, -1) };
      } else {
        const fence = openingFence(line);
        if (fence && fence.language !== '') this.#state = { ...state, nested: [...state.nested, fence] };
      }
    }
    this.#followQuotes(line);
    return state.isWanted ? [line] : [];
  }

  #between(line: string): readonly string[] {
    const fence = openingFence(line);
    if (fence) return this.#open(fence);
    return line.trim() === '' ? [] : this.#say(line);
  }

  #bare(line: string): readonly string[] {
    const fence = this.#openQuote === undefined ? fenceLine.exec(line) : undefined;
    if (fence) {
      // The closing fence of a block whose opening never came, or the code after an introduction that looked like code.
      this.#state = { kind: 'between' };
      this.#said.push(...this.#held.splice(0));
      return fence[3]?.trim() ? this.#between(line) : [];
    }
    const isTrailing =
      this.#openQuote === undefined &&
      (this.#isAside(line) ||
        (this.#held.length > 0 && (line.trim() === '' || isMarkdownProse(line) || isListedProse(line))));
    if (isTrailing) {
      this.#held.push(line);
      return [];
    }
    this.#followQuotes(line);
    return [...this.#held.splice(0), line];
  }

  #say(line: string): readonly string[] {
    this.#lastProse = line;
    this.#said.push(line);
    return [];
  }

  /** Notes whether a multi-line string is open at the end of the line. */
  #followQuotes(line: string): void {
    for (const [quote] of line.replaceAll(/\\./g, '').matchAll(longQuotes)) {
      if (this.#openQuote === undefined) this.#openQuote = quote;
      else if (this.#openQuote === quote) this.#openQuote = undefined;
    }
    // An odd backtick is a template only where a template can begin.
    if (this.#openQuote === '`' && !/[=(:,\s+[{]`[^`]*$|`[^`]*$/.test(line)) this.#openQuote = undefined;
  }
}

function openingFence(line: string): Fence | undefined {
  const [, , marks, info] = fenceLine.exec(line) ?? [];
  if (marks === undefined) return undefined;
  const language = /^[\w+#.-]*/.exec(info?.trim().replace(/^\{?\.?/, '') ?? '')?.[0].toLowerCase() ?? '';
  return { sign: marks.charAt(0), length: marks.length, language };
}

function closes(line: string, { sign, length }: Fence): boolean {
  const text = line.trim();
  return text.length >= length && text === sign.repeat(text.length);
}
