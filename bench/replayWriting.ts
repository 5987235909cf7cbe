// A file being written in an editor that indents and closes brackets by itself.
import { traitsOf } from '../src/core/completion/languages.ts';
import { scan } from '../src/core/completion/lexical.ts';
import type { DocumentView, Position } from '../src/core/completion/document.ts';

/** What a key, or several at once, would do next. */
export type Action =
  | { readonly kind: 'type'; readonly text: string }
  /** Down or right, over closers that the editor has put there. */
  | { readonly kind: 'move' }
  | { readonly kind: 'done' };

const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '"': '"', "'": "'", '`': '`' };

/** One stretch of a file that is written from beginning to end, with what stands before and behind it. */
export class Writing {
  readonly languageId: string;
  readonly path: string;
  readonly #goal: string;
  readonly #below: string;
  /** All before the cursor. */
  #left: string;
  /** How much of the goal is written. */
  #written = 0;
  /** Typed by mistake, to be deleted again. */
  #mistake = '';
  /** Closers behind the cursor, put there by the editor. */
  #pending = '';
  #version = 0;

  constructor(
    languageId: string,
    path: string,
    text: { readonly above: string; readonly goal: string; readonly below: string },
  ) {
    this.languageId = languageId;
    this.path = path;
    this.#left = text.above;
    this.#goal = text.goal;
    this.#below = text.below;
  }

  get rest(): string {
    return this.#goal.slice(this.#written);
  }

  /** How far the goal is written. */
  get written(): number {
    return this.#written;
  }

  get hasMistake(): boolean {
    return this.#mistake !== '';
  }

  get left(): string {
    return this.#left;
  }

  next(): Action {
    const { rest } = this;
    if (rest === '') return { kind: 'done' };
    if (this.#pending.startsWith('\n') && rest.startsWith(this.#pending)) return { kind: 'move' };
    const [first = ''] = rest;
    // The editor brings the indentation of the next line.
    return { kind: 'type', text: first === '\n' ? (/^\n[ \t]*(?=\S)|^\n/.exec(rest)?.[0] ?? '\n') : first };
  }

  do(action: Action): void {
    this.#version++;
    if (action.kind === 'move') this.#advance(this.#pending.length, this.#pending.length);
    if (action.kind !== 'type') return;
    const { text } = action;
    if (this.#pending.startsWith(text) && /[)\]}"'`]/.test(text)) return this.#advance(1, 1);
    const opened = this.#left.at(-1) ?? '';
    this.#advance(text.length, 0);
    if (text.startsWith('\n') && this.#pending !== '' && this.#pending.startsWith(closerOf[opened] ?? ' ')) {
      this.#pending = `\n${this.#indentationOfOpener()}${this.#pending}`;
    } else if (this.#isClosedByEditor(text, opened)) this.#pending = (closerOf[text] ?? '') + this.#pending;
  }

  /** Puts in a longer text at once: pasted, or suggested over closers behind the cursor. */
  insert(text: string, over = 0): void {
    this.#version++;
    this.#left += text;
    this.#written += text.length;
    this.#pending = this.#pending.slice(over);
  }

  mistype(text: string): void {
    this.#version++;
    this.#mistake += text;
    this.#left += text;
  }

  backspace(): void {
    this.#version++;
    this.#mistake = this.#mistake.slice(0, -1);
    this.#left = this.#left.slice(0, -1);
  }

  /** Whether a text at the cursor, over so many closers, would be just what is to be written. */
  isRight(text: string, over: number): boolean {
    if (this.hasMistake || !this.rest.startsWith(text)) return false;
    // What is left to write has to close what the editor has closed already, and no more.
    const left = scan(this.rest.slice(text.length), traitsOf(this.languageId))
      .strays.map(({ character }) => character)
      .join('');
    return left.startsWith(this.#pending.slice(over).replace(/\s/g, ''));
  }

  /** Whether lines to paste leave all brackets as they are. */
  isBalanced(text: string): boolean {
    const { end, strays } = scan(text, traitsOf(this.languageId));
    return end.open === '' && end.inside === 'code' && strays.length === 0;
  }

  get position(): Position {
    const line = this.#left.split('\n').length - 1;
    return { line, character: this.#left.length - (this.#left.lastIndexOf('\n') + 1) };
  }

  get document(): DocumentView {
    const lines = (this.#left + this.#pending + this.#below).split('\n');
    return {
      uri: `file:///${this.path}`,
      path: this.path,
      languageId: this.languageId,
      version: this.#version,
      lineCount: lines.length,
      lineAt: (line) => lines[line] ?? '',
    };
  }

  #advance(written: number, over: number): void {
    this.insert(this.rest.slice(0, written), over);
  }

  #indentationOfOpener(): string {
    const lines = this.#left.split('\n');
    return /^[ \t]*/.exec(lines.at(-2) ?? '')?.[0] ?? '';
  }

  #isClosedByEditor(text: string, before: string): boolean {
    const isQuote = /^["'`]$/.test(text);
    if (!isQuote && !/^[([{]$/.test(text)) return false;
    if (isQuote && (/\w/.test(before) || (text === "'" && this.languageId === 'rust'))) return false;
    if (before === "'" && !isQuote) return false;
    const next = (this.#pending + this.#below)[0] ?? '\n';
    return /[\s)\]}"'`;,:]/.test(next);
  }
}
