import type { Token } from 'marked';
import { lex } from './lexer.ts';

/** A top-level block. The same object as long as it stays the same, so that it is drawn once. */
export interface Block {
  readonly key: number;
  readonly token: Token;
  /** False while more text may still join it. */
  readonly isClosed: boolean;
}

const groupSize = 16;

/**
 * A Markdown text that grows at its end. Each update reads on from the last block that can no longer change.
 *
 * A block is settled once two others follow it: the one before the last can still turn out to be part of it
 * (in `- a`, blank line, `-`, the dash becomes an item of the list when text follows it).
 */
export class MarkdownDocument {
  #text = '';
  #settled: Block[] = [];
  #settledLength = 0;
  /** Of the settled blocks, as far as they fill groups. */
  #groups: (readonly Block[])[] = [];
  #open: readonly Block[] = [];
  #isOver = false;

  /** @param isOver no more text will come */
  update(text: string, isOver: boolean): readonly Block[] {
    if (text === this.#text && isOver === this.#isOver) return this.#blocks();
    if (!text.startsWith(this.#text)) this.#reset();
    this.#text = text;
    this.#isOver = isOver;
    // A definition gives its target to links above it, too.
    if (isOver && /^ {0,3}\[[^\]]+\]:/m.test(text)) this.#reset(text);
    this.#read(lex(text.slice(this.#settledLength)));
    return this.#blocks();
  }

  /**
   * The blocks in groups, the same array as long as a group stays the same: of a long text, only the end has to be
   * looked at anew with each frame.
   */
  get groups(): readonly (readonly Block[])[] {
    for (let end = (this.#groups.length + 1) * groupSize; end <= this.#settled.length; end += groupSize)
      this.#groups.push(this.#settled.slice(end - groupSize, end));
    return [...this.#groups, [...this.#settled.slice(this.#groups.length * groupSize), ...this.#open]];
  }

  #read(tokens: readonly Token[]): void {
    const firstOpen = secondLastContent(tokens);
    const before = this.#open;
    const open: Block[] = [];
    const settled: Block[] = [];
    let content = 0;
    tokens.forEach((token, index) => {
      const isSettled = index < firstOpen;
      if (isSettled) this.#settledLength += token.raw.length;
      if (token.type === 'space') return;
      const isClosed = this.#isOver || isSettled;
      const previous = before[content++];
      const isSame =
        previous?.token.raw === token.raw && previous.token.type === token.type && previous.isClosed === isClosed;
      const block = isSame ? previous : { key: this.#settled.length + settled.length + open.length, token, isClosed };
      (isSettled ? settled : open).push(block);
    });
    this.#settled.push(...settled);
    this.#open = open;
  }

  #blocks(): readonly Block[] {
    return [...this.#settled, ...this.#open];
  }

  #reset(text = ''): void {
    this.#text = text;
    this.#settled = [];
    this.#groups = [];
    this.#settledLength = 0;
    this.#open = [];
  }
}

function secondLastContent(tokens: readonly Token[]): number {
  let index = tokens.length;
  for (let found = 0; found < 2 && index > 0;) {
    index--;
    if (tokens[index]?.type !== 'space') found++;
  }
  return index;
}
