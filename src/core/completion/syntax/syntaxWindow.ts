import { isBlank } from '../indentation.ts';
import { closersOf, scan } from '../lexical.ts';
import type { Site } from '../site.ts';

/**
 * The declaration around the cursor as far as it is written, with some text at the cursor and what would close it.
 * Parsing this takes a millisecond whatever the file's length, where a half-written file takes several to recover from.
 */
export interface SyntaxWindow {
  readonly text: string;
  /** Where the cursor is in it. */
  readonly cursor: number;
  /** Where the text at the cursor ends and the closers begin. */
  readonly end: number;
}

export function syntaxWindow({ before, linePrefix, traits }: Site, textAtCursor: string): SyntaxWindow {
  const start = Math.max(0, before.findLastIndex(beginsDeclaration));
  const prefix = [...before.slice(start), linePrefix].join('\n');
  const text = prefix + textAtCursor;
  return { text: text + closersOf(scan(text, traits).end), cursor: prefix.length, end: text.length };
}

/** A line at the left margin that does not end or go on with something else. */
function beginsDeclaration(line: string): boolean {
  return !isBlank(line) && /^[^\s)\]}*]/.test(line) && !/^(else|catch|finally|elif|except)\b/.test(line);
}
