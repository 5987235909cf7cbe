import type { LanguageTraits } from './languages.ts';

/** Where a text ends, lexically. */
export interface LexicalState {
  /** Brackets that were opened and not closed, outermost first; `$` stands for a hole in a template string. */
  readonly open: string;
  /** `code`, `comment`, `lineComment`, or the quote of the string that goes on. */
  readonly inside: string;
}

/** A closing bracket, or the quote that ends the string a text starts in, that nothing in the text has opened. */
export interface Stray {
  readonly offset: number;
  readonly character: string;
}

export interface LexicalScan {
  readonly end: LexicalState;
  readonly strays: readonly Stray[];
  /** The state at the end of each line. */
  readonly lineEnds: readonly LexicalState[];
}

const atStart: LexicalState = { open: '', inside: 'code' };

const openerOf: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', $: '}' };
/** A slash behind one of these starts a regular expression, behind anything else it divides. */
const beforeRegex = /(^|[(,=:[!&|?{};]|\breturn|=>)\s*$/;
const wordsAndSpace = /[\w \t]+/y;
const characterLiteral = /'(\\.[^']{0,6}|[^'\\\n])'/y;
const regexLiteral = /\/(?![/*])(\\.|\[(\\.|[^\]\n])*\]|[^/\\\n])+\//y;

/** The closers that would end all that is open, innermost first. */
export function closersOf({ open, inside }: LexicalState): string {
  let closers = isInString({ inside }) ? inside : '';
  for (let at = open.length - 1; at >= 0; at--) closers += closerOf[open[at] ?? ''] ?? '';
  return closers;
}

export function isInString({ inside }: Pick<LexicalState, 'inside'>): boolean {
  return inside !== 'code' && !isInComment({ inside });
}

export function isInComment({ inside }: Pick<LexicalState, 'inside'>): boolean {
  return inside === 'comment' || inside === 'lineComment';
}

/** Follows brackets, strings and comments through a text; a light tokenizer, good for any language. */
export function scan(text: string, traits: LanguageTraits, start: LexicalState = atStart): LexicalScan {
  return new Scanner(text, traits, start).run();
}

function indexOrEnd(text: string, part: string, from: number): number {
  const index = text.indexOf(part, from);
  return index < 0 ? text.length : index;
}

class Scanner {
  readonly #text: string;
  readonly #traits: LanguageTraits;
  #open: string;
  #inside: string;
  readonly #startDepth: number;
  #startsInString: boolean;
  #at = 0;
  readonly #strays: Stray[] = [];
  readonly #lineEnds: LexicalState[] = [];

  constructor(text: string, traits: LanguageTraits, start: LexicalState) {
    this.#text = text;
    this.#traits = traits;
    this.#open = start.open;
    this.#inside = start.inside;
    this.#startDepth = start.open.length;
    this.#startsInString = isInString(start);
  }

  run(): LexicalScan {
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] === '\n') this.#endLine();
      else if (this.#inside === 'code') this.#readCode();
      else if (isInComment(this.#state)) this.#readComment();
      else this.#readString();
    }
    this.#lineEnds.push(this.#state);
    return { end: this.#state, strays: this.#strays, lineEnds: this.#lineEnds };
  }

  get #state(): LexicalState {
    return { open: this.#open, inside: this.#inside };
  }

  #endLine(): void {
    // A string that cannot go on over lines was none, or is not finished yet.
    if (this.#inside === 'lineComment' || this.#traits.quotes.includes(this.#inside)) this.#inside = 'code';
    this.#lineEnds.push(this.#state);
    this.#at++;
  }

  #readCode(): void {
    if (this.#skip(wordsAndSpace)) return;
    const character = this.#text[this.#at] ?? '';
    if (this.#skipComment() || this.#openString(character) || this.#skipRegex(character)) return;
    if (closerOf[character] && character !== '$') this.#open += character;
    else if (openerOf[character]) this.#close(character);
    this.#at++;
  }

  #skipComment(): boolean {
    const { blockComment, lineComments } = this.#traits;
    if (blockComment && this.#text.startsWith(blockComment[0], this.#at)) {
      this.#inside = 'comment';
      this.#at += blockComment[0].length;
      return true;
    }
    if (!lineComments.some((mark) => this.#text.startsWith(mark, this.#at) && this.#standsAlone(mark))) return false;
    this.#inside = 'lineComment';
    return true;
  }

  /** `#` within a word is none in a shell, nor `;` in an ini value; the others need no space. */
  #standsAlone(mark: string): boolean {
    return mark.length > 1 || this.#at === 0 || !/[\w$"'{]/.test(this.#text[this.#at - 1] ?? '');
  }

  #openString(character: string): boolean {
    const { longQuotes, quotes, hasPrimes } = this.#traits;
    if (character === "'" && hasPrimes) return this.#skip(characterLiteral);
    const quote =
      longQuotes.find((long) => this.#text.startsWith(long, this.#at)) ??
      (quotes.includes(character) ? character : undefined);
    if (quote === undefined) return false;
    this.#inside = quote;
    this.#at += quote.length;
    return true;
  }

  #skipRegex(character: string): boolean {
    if (character !== '/' || !this.#traits.isJavaScript) return false;
    const lineStart = this.#text.lastIndexOf('\n', this.#at) + 1;
    return beforeRegex.test(this.#text.slice(lineStart, this.#at)) && this.#skip(regexLiteral);
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #close(character: string): void {
    const innermost = this.#open.at(-1);
    if (innermost === '$' && character === '}') {
      if (this.#open.length <= this.#startDepth) this.#leaveStartingHole();
      this.#open = this.#open.slice(0, -1);
      this.#inside = '`';
      return;
    }
    const opened = this.#open.lastIndexOf(openerOf[character] ?? '');
    // A hole in a template string cannot be closed from within.
    if (opened > this.#open.lastIndexOf('$')) this.#open = this.#open.slice(0, opened);
    else this.#strays.push({ offset: this.#at, character });
  }

  /** The hole in which the text starts ends; the string around it was opened before the text, too. */
  #leaveStartingHole(): void {
    this.#strays.push({ offset: this.#at, character: '}' });
    this.#startsInString = true;
  }

  #readComment(): void {
    const close = this.#inside === 'comment' ? (this.#traits.blockComment?.[1] ?? '') : '\n';
    const lineEnd = indexOrEnd(this.#text, '\n', this.#at);
    const end = indexOrEnd(this.#text, close, this.#at);
    this.#at = Math.min(lineEnd, end);
    if (end >= lineEnd) return;
    this.#inside = 'code';
    this.#at += close.length;
  }

  #readString(): void {
    const quote = this.#inside;
    if (this.#text[this.#at] === '\\') this.#at += this.#text[this.#at + 1] === '\n' ? 1 : 2;
    else if (this.#text.startsWith(quote, this.#at)) {
      if (this.#startsInString) this.#strays.push({ offset: this.#at, character: quote });
      this.#startsInString = false;
      this.#inside = 'code';
      this.#at += quote.length;
    } else if (quote === '`' && this.#traits.isJavaScript && this.#text.startsWith('${', this.#at)) {
      this.#open += '$';
      this.#inside = 'code';
      this.#at += 2;
    } else this.#at++;
  }
}
