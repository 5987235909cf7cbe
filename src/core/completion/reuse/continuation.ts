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
  const linePrefix = document.lineAt(anchor.line).slice(0, rows === 0 ? position.character : undefined);
  const isDeletion = rows === 0 && linePrefix.length < anchor.linePrefix.length;
  if (!(isDeletion ? anchor.linePrefix.startsWith(linePrefix) : linePrefix.startsWith(anchor.linePrefix)))
    return undefined;
  const inserted = insertedBefore(anchor, spot);
  if (inserted === undefined || !followsPrefix(anchor, spot)) return undefined;
  if (isDeletion) {
    return inserted === '' ? { kind: 'deleted', text: anchor.linePrefix.slice(linePrefix.length) } : undefined;
  }
  const typed = textBetween(anchor, spot);
  return isInserted(inserted, typed) ? { kind: 'typed', text: typed } : undefined;
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

/** What stands behind the cursor in front of all that stood there; undefined if that has changed. */
function insertedBefore({ lineSuffix: ending, after }: Anchor, { document, position }: Spot): string | undefined {
  const lineSuffix = document.lineAt(position.line).slice(position.character);
  const follows = (from: number) => after.every((line, index) => document.lineAt(from + index) === line);
  if (lineSuffix.endsWith(ending) && follows(position.line + 1))
    return lineSuffix.slice(0, lineSuffix.length - ending.length);
  // Enter between brackets puts the closing one on a line of its own.
  if (!isBlank(lineSuffix) || position.line + 1 >= document.lineCount) return undefined;
  const next = document.lineAt(position.line + 1).trim();
  const isSplit = next !== '' && next.endsWith(ending.trim()) && follows(position.line + 2);
  return isSplit ? `\n${next.slice(0, next.length - ending.trim().length)}` : undefined;
}

/** Whether the editor has put `text` there by itself as it closes brackets, quotes and tags. */
function isInserted(text: string, typed: string): boolean {
  if (text === '') return true;
  if (text.startsWith('\n') && !typed.includes('\n')) return false;
  const opened = closersOf(scan(typed, traitsOf('')).end);
  return opened.startsWith(text.trim()) || (typed.endsWith('>') && closingTag.test(text));
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
