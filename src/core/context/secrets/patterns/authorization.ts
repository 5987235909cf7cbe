import { findMatches, type FindInLine } from '../finding.ts';
import { isHarmless } from './harmless.ts';
import { looksRandom } from './random.ts';

const scheme = /\b(?:bearer|basic|token|apikey)\s+(?<secret>[A-Za-z0-9._~+/=-]{12,})/dgi;
/** `curl -u name:secret`, `--user name:secret`. */
const curlUser = /\bcurl\b.*?\s(?:-u|--user)[\s=]+["']?[^\s:"']+:(?<secret>[^\s"']{3,})/dg;

/** The credentials in HTTP headers and in the commands that send them. */
export const findAuthorization: FindInLine = (line) => [
  ...findMatches(line, scheme, (value) => /\d/.test(value) && (looksRandom(value) || /^[a-f0-9]{24,}$/i.test(value))),
  ...(line.includes('curl') ? findMatches(line, curlUser, (value) => !isHarmless(value)) : []),
];
