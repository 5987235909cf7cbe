import type { Spot } from '../document.ts';
import { isBlank, leadingSpaceOf } from '../indentation.ts';
import { traitsOf } from '../languages.ts';
import { closersOf, scan } from '../lexical.ts';
import type { Surroundings } from '../surroundings.ts';

/** Where an answer was asked for: all that was sent of the document. The answer is good while it stands there still. */
export interface Anchor extends Surroundings {
  readonly uri: string;
}

/** What has happened at a place since. */
export type Continuation =
  { readonly kind: 'typed'; readonly text: string } | { readonly kind: 'deleted'; readonly text: string };

/** Further down than this nobody types through a suggestion. */
const mostRows = 40;
const closingTag = /^<\/[\w.:-]+>$/;

/**
 * What was typed at the anchor to come to the cursor, or deleted before it on its line.
 * Undefined when anything else has changed in what was sent; closers that the editor inserted by itself do not count.
 */
export function continuationSince(anchor: Anchor, spot: Spot): Continuation | undefined {
  const { document, position } = spot;
  const rows = position.line - anchor.line;
  if (document.uri !== anchor.uri || rows < 0 || rows > mostRows) return undefined;
  const first = document.lineAt(anchor.line);
  if (rows === 0 && position.character < anchor.linePrefix.length) return deletion(anchor, spot);
  if (!first.startsWith(anchor.linePrefix)) return undefined;
  const typed = textBetween(anchor, spot);
  return followsSuffix(anchor, spot, typed) && followsPrefix(anchor, spot) ? { kind: 'typed', text: typed } : undefined;
}

function deletion(anchor: Anchor, spot: Spot): Continuation | undefined {
  const linePrefix = spot.document.lineAt(anchor.line).slice(0, spot.position.character);
  if (!anchor.linePrefix.startsWith(linePrefix)) return undefined;
  const isElseTheSame = followsSuffix(anchor, spot, '') && followsPrefix(anchor, spot);
  return isElseTheSame ? { kind: 'deleted', text: anchor.linePrefix.slice(linePrefix.length) } : undefined;
}

function textBetween({ line, linePrefix }: Anchor, { document, position }: Spot): string {
  let text = '';
  for (let at = line; at < position.line; at++) text += `${document.lineAt(at)}\n`;
  return (text + document.lineAt(position.line).slice(0, position.character)).slice(linePrefix.length);
}

function followsPrefix({ before, line }: Anchor, { document }: Spot): boolean {
  for (let index = before.length - 1; index >= 0; index--) {
    if (document.lineAt(line - before.length + index) !== before[index]) return false;
  }
  return true;
}

/** What stands behind the cursor is what stood there, with nothing in front but closers of what was typed. */
function followsSuffix(anchor: Anchor, { document, position }: Spot, typed: string): boolean {
  const lineSuffix = document.lineAt(position.line).slice(position.character);
  const follows = (from: number) => anchor.after.every((line, index) => document.lineAt(from + index) === line);
  if (lineSuffix.endsWith(anchor.lineSuffix) && follows(position.line + 1)) {
    return isInserted(lineSuffix.slice(0, lineSuffix.length - anchor.lineSuffix.length), typed);
  }
  // Enter between brackets puts the closing one on a line of its own.
  const next = document.lineAt(Math.min(position.line + 1, document.lineCount - 1)).trim();
  const ending = anchor.lineSuffix.trim();
  const isSplit = typed.includes('\n') && isBlank(lineSuffix) && next !== '' && next.endsWith(ending);
  return isSplit && isInserted(next.slice(0, next.length - ending.length), typed) && follows(position.line + 2);
}

/** Whether the editor has put `text` there by itself as it closes brackets, quotes and tags. */
function isInserted(text: string, typed: string): boolean {
  if (text === '') return true;
  const opened = closersOf(scan(typed, traitsOf('')).end);
  return opened.startsWith(text) || (typed.endsWith('>') && closingTag.test(text));
}

/** What is left of a suggested text after what was typed of it or deleted before it; undefined when they disagree. */
export function remainderOf(text: string, { kind, text: change }: Continuation): string | undefined {
  if (kind === 'deleted') return text === '' ? undefined : change + text;
  if (text.startsWith(change)) return text.slice(change.length);
  return remainderOfLine(text, change);
}

/** A line that was only begun by the editor's own indentation, which may differ from the text's. */
function remainderOfLine(text: string, typed: string): string | undefined {
  const lineStart = typed.lastIndexOf('\n') + 1;
  const space = typed.slice(lineStart);
  if (lineStart === 0 || !isBlank(space) || !text.startsWith(typed.slice(0, lineStart))) return undefined;
  const rest = text.slice(lineStart);
  const own = leadingSpaceOf(rest.split('\n')[0] ?? '');
  return own.startsWith(space) ? rest.slice(space.length) : rest.slice(own.length);
}

/** Whether a text that is still arriving can become one that begins with what was typed. */
export function agrees(textSoFar: string, typed: string): boolean {
  return typed.startsWith(textSoFar) || remainderOf(textSoFar, { kind: 'typed', text: typed }) !== undefined;
}
