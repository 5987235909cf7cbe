import { findMatches, type FindInLine } from '../finding.ts';
import { looksRandom, mustBeRandom } from './random.ts';

/** Long enough to be a key, short enough not to be data. */
const word = /(?<![\w+/=-])(?:\/\/)?(?<secret>[A-Za-z0-9_+/-]{20,200}={0,2})(?![\w+/=-])/dg;
/** Checksums and public keys are written into code for everybody to read. */
const publicContext =
  /(?:sha\d{1,3}["'=:\s-]{1,3}|md5[-:]|base64,|ssh-(?:rsa|dss|ed25519)\s|ecdsa-[\w-]+\s|pub(?:lic)?_?key\w*["']?\s*[:=]\s*["'])$/i;
const checksumOrId = /^(?:sha\d{1,3}-.*|(?:0x)?[a-f0-9-]+[ul]*)$/i;
/** The `d` of an SVG path: `M240-160h480v-400H240Z`. */
const drawing = /^[MLHVCSQTAZ\d-]+$/i;
const name = /^[a-z_]\w*$/i;
const beforeValue = /["'`=:>]\s*$/;

/** Strings that nobody chose, whatever stands beside them. */
export const findRandomStrings: FindInLine = (line) =>
  findMatches(line, word, isKey).filter(({ start, end }) => {
    const before = line.slice(Math.max(0, start - 40), start);
    const text = line.slice(start, end);
    return !publicContext.test(before) && (beforeValue.test(before) || !name.test(text) || mustBeRandom(text));
  });

function isKey(text: string): boolean {
  return (
    !checksumOrId.test(text) && !drawing.test(text) && !hasWords(text) && looksRandom(text) && hasManyCharacters(text)
  );
}

/** Paths and names have words or checksums between their separators; base64 has few separators. */
function hasWords(text: string): boolean {
  const segments = text.split('/');
  if (segments.length > 1 && segments.some((segment) => /^[A-Z]?[a-z]{3,}$|^[A-Fa-f0-9-]{7,}$/.test(segment)))
    return true;
  return (text.match(/[-_]/g)?.length ?? 0) > text.length / 10;
}

/** Tables such as `0123456789abcdef…` and repeated patterns are not random. */
function hasManyCharacters(text: string): boolean {
  if (new Set(text).size < 10) return false;
  let steps = 0;
  for (let at = 1; at < text.length; at++) if (text.charCodeAt(at) - text.charCodeAt(at - 1) === 1) steps++;
  return steps < text.length / 3;
}
