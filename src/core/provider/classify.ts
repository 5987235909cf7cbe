import { field, stringField } from '../base/json.ts';
import { ParlanceError, type ErrorDetails, type ErrorKind } from '../errors.ts';
import { readContextLimits, isContextTooLong } from './contextTooLong.ts';
import { hostOf, isLoopback } from './loopback.ts';
import { retryAfterMs } from './retryAfter.ts';

/** The parts of a failure that tell its kind, wherever they were found. */
interface Failure {
  readonly status?: number;
  readonly headers?: Headers;
  /** The provider's own words; empty where there are none. */
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly param?: string;
}

export interface Circumstances {
  readonly baseUrl: string;
  /** For `Retry-After` as a date. */
  readonly wallMs: number;
}

const tlsCodes =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|ERR_SSL_.*|EPROTO)$/;
const kindsByStatus: Readonly<Record<number, ErrorKind>> = {
  401: 'keyRejected',
  402: 'balanceUsedUp',
  403: 'forbidden',
  408: 'server',
  409: 'server',
  413: 'contextTooLong',
  425: 'server',
  429: 'rateLimited',
};

/**
 * Makes a `ParlanceError` of whatever a request came to. The only code that looks at statuses, codes and message texts.
 * An error that is one already is returned as it is.
 */
export function classify(error: unknown, circumstances: Circumstances): ParlanceError {
  const own = ownError(error);
  if (own) return own;
  const code = systemCode(error);
  if (code !== undefined) return fromConnection(code, error, circumstances);
  const failure = readFailure(error);
  if (failure) return fromAnswer(failure, error, circumstances);
  if (error instanceof SyntaxError)
    return new ParlanceError('malformed', 'The answer was not readable.', { cause: error });
  return new ParlanceError('network', 'The connection broke off.', { cause: error });
}

function fromConnection(code: string, cause: unknown, { baseUrl }: Circumstances): ParlanceError {
  if (tlsCodes.test(code))
    return new ParlanceError('tls', `The certificate of ${hostOf(baseUrl)} is not trusted (${code}).`, { cause });
  if (code === 'ECONNREFUSED' && isLoopback(baseUrl)) {
    return new ParlanceError('localServerDown', `Nothing answers at ${baseUrl}.`, { cause });
  }
  return new ParlanceError('network', `${hostOf(baseUrl)} could not be reached (${code}).`, { cause });
}

function fromAnswer(failure: Failure, cause: unknown, circumstances: Circumstances): ParlanceError {
  const { status, headers } = failure;
  const kind = kindOf(failure, circumstances);
  const waitMs = headers && retryAfterMs(headers, circumstances.wallMs);
  const details: ErrorDetails = {
    cause,
    ...(status !== undefined && { status }),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    ...(kind === 'badParameter' && { parameter: parameterOf(failure) ?? 'unknown' }),
    ...(kind === 'contextTooLong' && readContextLimits(failure.message)),
  };
  const said =
    status === undefined ? 'The provider reported an error.' : `The provider answered with status ${status}.`;
  return new ParlanceError(kind, said, details);
}

function kindOf(failure: Failure, { baseUrl }: Circumstances): ErrorKind {
  const { status, message, code, type } = failure;
  const said = `${code} ${type} ${message}`;
  if ((status ?? 400) < 500 && isContextTooLong(said)) return 'contextTooLong';
  if (/insufficient_quota|insufficient.balance|billing_hard_limit/i.test(said)) return 'balanceUsedUp';
  if (status === undefined) return kindOfStreamed(said);
  if (isHtml(failure)) return status === 404 ? 'wrongBaseUrl' : 'foreignAnswer';
  if (status === 400 || status === 422) return parameterOf(failure) === undefined ? 'badRequest' : 'badParameter';
  if (status === 404 || status === 405) return kindOfMissing(said, baseUrl);
  return kindsByStatus[status] ?? (status >= 500 ? 'server' : 'badRequest');
}

/** A missing `/v1` is the usual cause of a path that nobody serves. */
function kindOfMissing(said: string, baseUrl: string): ErrorKind {
  return /model/i.test(said) || /\/v\d/.test(baseUrl) ? 'notFound' : 'wrongBaseUrl';
}

/** An error that arrives inside a stream that began with status 200. */
function kindOfStreamed(said: string): ErrorKind {
  if (/rate.?limit|too many requests|\b429\b/i.test(said)) return 'rateLimited';
  if (/invalid.api.key|authentication|unauthorized|\b401\b/i.test(said)) return 'keyRejected';
  return 'server';
}

/** The request's parameter that a 400 complains about, among those that we send and can do without. */
function parameterOf({ param, message, code }: Failure): string | undefined {
  const known = ['max_completion_tokens', 'max_tokens', 'temperature', 'stream_options', 'stop', 'suffix'];
  if (param !== undefined && known.includes(param)) return param;
  if (
    !/unsupported|unrecognized|unknown|not support|not permitted|extra|unexpected|invalid|deprecat/i.test(
      `${code} ${message}`,
    )
  )
    return undefined;
  // The refused one comes first: "Unsupported parameter: 'max_tokens' … Use 'max_completion_tokens' instead."
  const places = known
    .map((name) => ({ name, at: message.search(new RegExp(`\\b${name}\\b`)) }))
    .filter(({ at }) => at >= 0);
  return places.toSorted((a, b) => a.at - b.at)[0]?.name;
}

function isHtml({ headers, message }: Failure): boolean {
  return (headers?.get('content-type') ?? '').includes('text/html') || /^\s*<(!doctype|html)/i.test(message);
}

/** Reads the SDK's `APIError` by its shape: its class lives in a bundle of its own. */
function readFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('status' in error) || !('headers' in error)) return undefined;
  const { status, headers } = error;
  const body: unknown = 'error' in error ? error.error : undefined;
  // A failed connection is an `APIError` too, with nothing in it.
  if (status === undefined && body === undefined) return undefined;
  const text = (name: string) => textField(body, name) ?? textField(error, name) ?? '';
  const param = stringField(body, 'param') ?? stringField(error, 'param');
  return {
    ...(typeof status === 'number' && { status }),
    ...(headers instanceof Headers && { headers }),
    message: stringField(body, 'message') ?? (typeof body === 'string' ? body : error.message),
    code: text('code'),
    type: text('type'),
    ...(param !== undefined && { param }),
  };
}

/** Ours, even where the SDK has wrapped what its `fetch` threw. */
function ownError(error: unknown): ParlanceError | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; cause = cause.cause, depth++) {
    if (cause instanceof ParlanceError) return cause;
  }
  return undefined;
}

/** Some providers send their codes as numbers. */
function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'number' ? String(found) : stringField(value, name);
}

/** Node's code of a failed connection, however deep the fetch wrapped it. */
function systemCode(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; cause = cause.cause, depth++) {
    if ('status' in cause && typeof cause.status === 'number') return undefined;
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(cause.code)) return cause.code;
    if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return systemCode(cause.errors[0]);
  }
  return undefined;
}
