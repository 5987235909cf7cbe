import { findMatches, type FindInLine } from '../finding.ts';
import { isHarmless } from './harmless.ts';

/** `scheme://user:secret@host`: up to the last `@` before the path, as not everybody escapes theirs. */
const inUrl = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"'`<>]*:(?<secret>[^\s/"'`<>]{3,})@[\w.[{$%-]/dgi;
/** `Server=…;Password=secret;` and Azure's `AccountKey=…`. */
const inFields = /\b(?:password|pwd|accountkey|sharedaccesskey|accesskey)=(?<secret>[^;"'`\s]{3,})(?=;|"|'|`)/dgi;
/** Azure's signed URLs. */
const inSignature = /[?&]sig=(?<secret>[\w%+/=-]{20,})/dg;

export const findConnectionStrings: FindInLine = (line) => [
  ...(line.includes('://') ? findMatches(line, inUrl, isSecret) : []),
  ...(line.includes('=') ? findMatches(line, inFields, isSecret) : []),
  ...(line.includes('sig=') ? findMatches(line, inSignature) : []),
];

function isSecret(value: string): boolean {
  return !isHarmless(value) && !/^(?:password|passwd|secret|postgres|mysql)$/i.test(value);
}
