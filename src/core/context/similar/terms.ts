/** What a text is compared by: a 32-bit hash of an identifier, of a word in it, or of a Chinese, Japanese or Korean character. */
export type Term = number;

const hashStart = 0x811c9dc5;
const hashPrime = 0x01000193;
/** Sets identifiers apart from words: `Total` within `computeTotal` is not the variable `total`. */
const identifierMark = 0x1bd1e995;

/**
 * Calls `visit` for each word of `text` and, where an identifier has several, for the identifier too: `parseHttpDate`
 * gives parse, http, date and itself. Words are told apart at camelCase, `_`, `$` and digits, and compared without
 * regard to case. Single letters and digits are left out. Hashes stand for the words, so nothing is kept for them.
 */
export function forEachTerm(text: string, visit: (term: Term) => void): void {
  const { length } = text;
  for (let at = 0; at < length;) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === 'ideograph') visit(hashOf(text, at, at + 1));
    if (kind === 'other' || kind === 'ideograph') {
      at++;
      continue;
    }
    const end = identifierEnd(text, at + 1);
    visitIdentifier(text, at, end, visit);
    at = end;
  }
}

type CharacterKind = 'lower' | 'upper' | 'digit' | 'joiner' | 'ideograph' | 'other';

function kindOf(code: number): CharacterKind {
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  if (code >= 48 && code <= 57) return 'digit';
  if (code === 95 || code === 36) return 'joiner';
  if (code < 0xc0) return 'other';
  return isIdeograph(code) ? 'ideograph' : code >= 0x2000 && code < 0x3040 ? 'other' : 'lower';
}

/** Kana, Han (with the halves of surrogate pairs, where the rarer ones live) and Hangul: written without spaces. */
function isIdeograph(code: number): boolean {
  return (code >= 0x3040 && code <= 0xdfff) || (code >= 0xf900 && code <= 0xfaff);
}

function identifierEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const kind = kindOf(text.charCodeAt(end));
    if (kind === 'other' || kind === 'ideograph') break;
    end++;
  }
  return end;
}

function visitIdentifier(text: string, start: number, end: number, visit: (term: Term) => void): void {
  let words = 0;
  for (let at = start; at < end;) {
    if (kindOf(text.charCodeAt(at)) === 'joiner') {
      at++;
      continue;
    }
    const next = wordEnd(text, at, end);
    if (next - at > 1) visit(hashOf(text, at, next));
    words++;
    at = next;
  }
  if (words > 1) visit(hashOf(text, start, end) ^ identifierMark);
}

/** Words are `parse`, `Date`, `HTTP` before `Server`, and `42`. */
function wordEnd(text: string, start: number, limit: number): number {
  const first = kindOf(text.charCodeAt(start));
  let end = start + 1;
  if (first === 'upper') {
    while (end < limit && kindOf(text.charCodeAt(end)) === 'upper') end++;
    const isFollowedByLower = end < limit && kindOf(text.charCodeAt(end)) === 'lower';
    if (end - start > 1) return isFollowedByLower ? end - 1 : end;
    if (!isFollowedByLower) return end;
  }
  const kind = first === 'digit' ? 'digit' : 'lower';
  while (end < limit && kindOf(text.charCodeAt(end)) === kind) end++;
  return end;
}

/** FNV-1a over the characters, ASCII capitals as small letters. */
function hashOf(text: string, start: number, end: number): Term {
  let hash = hashStart;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    hash = Math.imul(hash ^ (code >= 65 && code <= 90 ? code | 32 : code), hashPrime);
  }
  // V8 keeps integers of 31 bits without a box.
  return hash >> 2;
}
