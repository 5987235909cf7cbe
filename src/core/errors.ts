import type { Milliseconds, Tokens } from './base/units.ts';

/** Everything that can go wrong with a request. The policy table below says what follows from each. */
export type ErrorKind =
  | 'keyMissing'
  | 'keyRejected'
  | 'balanceUsedUp'
  | 'forbidden'
  | 'notFound'
  | 'wrongBaseUrl'
  | 'rateLimited'
  | 'contextTooLong'
  | 'badParameter'
  | 'badRequest'
  | 'timeout'
  | 'stalled'
  | 'network'
  | 'tls'
  | 'localServerDown'
  | 'foreignAnswer'
  | 'malformed'
  | 'server'
  | 'budgetSpent'
  /** The user was asked about the cost, and said no. */
  | 'declined'
  | 'breakerOpen'
  | 'queueTimeout'
  | 'untrustedWorkspace';

export interface ErrorDetails {
  readonly cause?: unknown;
  /** HTTP status, where the provider answered at all. */
  readonly status?: number;
  /** Node's code of a failed connection, e.g. `CERT_HAS_EXPIRED`. */
  readonly code?: string;
  /** What a 404 says is missing. */
  readonly missing?: 'model' | 'route';
  /** The address that the base URL redirects to. */
  readonly redirect?: string;
  /** The provider's own words, cut short and without keys. For the user's eyes: they may quote the prompt. */
  readonly providerSays?: string;
  /** How long the provider, the breaker or the limiter asks to wait. */
  readonly retryAfterMs?: Milliseconds;
  /** The parameter that a 400 names, as it stands in the request body. */
  readonly parameter?: string;
  /** The most output tokens that a refusal of `max_tokens` says may be asked for. */
  readonly maxOutputTokens?: Tokens;
  /** The context window that a "too long" rejection names. */
  readonly windowTokens?: Tokens;
  /** The prompt's size by the server's own count. */
  readonly promptTokens?: Tokens;
}

/**
 * A failure with a kind. `message` is a plain sentence for the log and as a fallback for the user;
 * it never holds a key, a prompt or a server's HTML.
 */
export class ParlanceError extends Error {
  override readonly name = 'ParlanceError';
  readonly kind: ErrorKind;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.details = details;
  }
}

export interface ErrorPolicy {
  /** Passing errors: worth another attempt, and a sign of the endpoint's bad health. */
  readonly isPassing: boolean;
}

const passing: ErrorPolicy = { isPassing: true };
const lasting: ErrorPolicy = { isPassing: false };

/** What follows from each kind. A kind without a row does not compile. */
export const errorPolicies: Readonly<Record<ErrorKind, ErrorPolicy>> = {
  keyMissing: lasting,
  keyRejected: lasting,
  balanceUsedUp: lasting,
  forbidden: lasting,
  notFound: lasting,
  wrongBaseUrl: lasting,
  rateLimited: passing,
  contextTooLong: lasting,
  badParameter: lasting,
  badRequest: lasting,
  timeout: passing,
  stalled: passing,
  network: passing,
  tls: lasting,
  localServerDown: lasting,
  foreignAnswer: lasting,
  malformed: passing,
  server: passing,
  budgetSpent: lasting,
  declined: lasting,
  breakerOpen: lasting,
  queueTimeout: lasting,
  untrustedWorkspace: lasting,
};
