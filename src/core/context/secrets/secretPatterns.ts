import { merged, type Finding, type FindInLine } from './finding.ts';
import { findAuthorization } from './patterns/authorization.ts';
import { findConnectionStrings } from './patterns/connectionStrings.ts';
import { findKnownTokens } from './patterns/knownTokens.ts';
import { findNamedValues } from './patterns/namedValues.ts';
import { findPlaceholders } from './patterns/placeholders.ts';
import { findRandomStrings } from './patterns/randomStrings.ts';

/** Our own patterns. Their order does not matter: what overlaps is joined. */
const patterns: readonly FindInLine[] = [
  findKnownTokens,
  findNamedValues,
  findConnectionStrings,
  findAuthorization,
  findRandomStrings,
  findPlaceholders,
];

/** What none of the patterns can match in: nearly every line of code. */
const quickly =
  /[A-Za-z0-9_+/-]{16}|pass|pwd|identified|secret|token|key|auth|credential|salt|dsn|:\/\/|bearer|basic|curl|sig=|PARLANCE_SECRET_/i;

/** The secrets in one line; those over several lines are private keys, see `findPrivateKeys`. */
export function findSecretsInLine(line: string): readonly Finding[] {
  if (!quickly.test(line)) return [];
  return merged(patterns.flatMap((find) => find(line)));
}
