import type { Utf16Offset } from '../../base/units.ts';
import type { BlockMarkers, CommentSyntax } from './commentSyntax.ts';

/** A comment as it stands in the text, markers included; a line comment without its line break. */
export interface ScannedComment {
  readonly form: 'line' | 'block' | 'docstring';
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
  readonly open: string;
  readonly close: string;
}

/** What a scanner found at a place: how far it reaches, and the comment, if it is one. */
interface Token {
  readonly end: Utf16Offset;
  readonly comment?: ScannedComment;
}

/** All comments of a text. Markers inside strings are no comments; a quote without its partner is no string. */
export function scanComments(text: string, syntax: CommentSyntax): ScannedComment[] {
  const comments: ScannedComment[] = [];
  const starts = new Set(startersOf(syntax));
  for (let at = 0; at < text.length;) {
    const token = starts.has(text[at] ?? '') ? tokenAt(text, at, syntax) : undefined;
    if (token?.comment) comments.push(token.comment);
    at = token?.end ?? at + 1;
  }
  return comments;
}

/** First characters of everything that a scan has to stop at. */
function startersOf({ line, block, docstrings, quotes, longQuotes }: CommentSyntax): string[] {
  const openers = [...line, ...block.map(({ open }) => open), ...docstrings, ...quotes, ...longQuotes, "'"];
  return openers.flatMap((opener) => [opener.charAt(0), opener.charAt(0).toLowerCase()]);
}

function tokenAt(text: string, at: Utf16Offset, syntax: CommentSyntax): Token | undefined {
  return (
    docstringAt(text, at, syntax) ??
    blockAt(text, at, syntax.block) ??
    lineAt(text, at, syntax.line) ??
    longStringAt(text, at, syntax.longQuotes) ??
    stringAt(text, at, syntax.quotes) ??
    characterAt(text, at)
  );
}

/** Counts as a comment only where it stands as a statement of its own. */
function docstringAt(text: string, at: Utf16Offset, { docstrings }: CommentSyntax): Token | undefined {
  const quote = docstrings.find((marker) => text.startsWith(marker, at));
  if (quote === undefined) return undefined;
  const closed = text.indexOf(quote, at + quote.length);
  const end = closed < 0 ? text.length : closed + quote.length;
  const isStatement = /^[\t ]*[rRuU]?$/.test(text.slice(lineStart(text, at), at));
  return isStatement ? { end, comment: { form: 'docstring', start: at, end, open: quote, close: quote } } : { end };
}

function blockAt(text: string, at: Utf16Offset, blocks: readonly BlockMarkers[]): Token | undefined {
  const found = blocks.find(({ open }) => text.startsWith(open, at));
  if (!found) return undefined;
  const closed = text.indexOf(found.close, at + found.open.length);
  const end = closed < 0 ? text.length : closed + found.close.length;
  return { end, comment: { form: 'block', start: at, end, ...found } };
}

function lineAt(text: string, at: Utf16Offset, markers: readonly string[]): Token | undefined {
  const marker = markers.find((candidate) => startsWithMarker(text, at, candidate) && canStandAt(text, at, candidate));
  if (marker === undefined) return undefined;
  const end = lineEnd(text, at);
  return { end, comment: { form: 'line', start: at, end, open: marker, close: '' } };
}

/** `REM` is a word in any case. */
function startsWithMarker(text: string, at: Utf16Offset, marker: string): boolean {
  const found = text.slice(at, at + marker.length);
  return found === marker || (/^[a-z]/i.test(marker) && found.toUpperCase() === marker.toUpperCase());
}

/** `http://`, `$#`, `\%` and `#!/bin/sh` are no comments. */
function canStandAt(text: string, at: Utf16Offset, marker: string): boolean {
  const before = at === 0 ? '\n' : text.charAt(at - 1);
  if (marker === '//') return before !== ':';
  if (marker === '%') return before !== '\\';
  if (marker === '#' && at === 0 && text.startsWith('#!')) return false;
  if (marker.length === 1 || /^[a-z:]/i.test(marker)) return /[\s;,(){}[\]"]/.test(before);
  return true;
}

function longStringAt(text: string, at: Utf16Offset, quotes: readonly string[]): Token | undefined {
  const quote = quotes.find((candidate) => text.startsWith(candidate, at));
  if (quote === undefined) return undefined;
  for (let end = at + quote.length; end < text.length; end++) {
    if (text[end] === '\\' && quote === '`') end++;
    else if (text.startsWith(quote, end)) return { end: end + quote.length };
  }
  return undefined;
}

function stringAt(text: string, at: Utf16Offset, quotes: readonly string[]): Token | undefined {
  const quote = text.charAt(at);
  if (!quotes.includes(quote)) return undefined;
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === quote) return { end: end + 1 };
  }
  return undefined;
}

/** `'"'` where `'` quotes no strings: the quote inside opens none. */
function characterAt(text: string, at: Utf16Offset): Token | undefined {
  const literal = /'(?:\\.|[^'\\\n])'/y;
  literal.lastIndex = at;
  return literal.test(text) ? { end: literal.lastIndex } : undefined;
}

export function lineStart(text: string, at: Utf16Offset): Utf16Offset {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset of the line break that ends the line of `at`, or the text's end. */
export function lineEnd(text: string, at: Utf16Offset): Utf16Offset {
  const feed = text.indexOf('\n', at);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' && feed > at ? feed - 1 : feed;
}
