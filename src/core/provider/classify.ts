import { ParlanceError, type ErrorDetails, type ErrorKind } from '../errors.ts';
import { readContextLimits, isContextTooLong } from './contextTooLong.ts';
import { isHtml, quoteOf, readFailure, type Failure } from './failure.ts';
import { hostOf, isLoopback } from './loopback.ts';
import { waitAskedFor } from './rateLimits.ts';
import { readOutputLimit, refusedParameter } from './refusedParameter.ts';

export interface Circumstances {
  readonly baseUrl: string;
  /** For `Retry-After` as a date. */
  readonly wallMs: number;
}

const tlsCodes =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|CERT_UNTRUSTED|CERT_REVOKED|CERT_SIGNATURE_FAILURE|ERR_TLS_\w+|HOSTNAME_MISMATCH|ERR_SSL_\w+|EPROTO)$/;

const kindsByCode: Readonly<Record<string, ErrorKind>> = {
  ERR_INVALID_URL: 'wrongBaseUrl',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'stalled',
};

/** Whoever sent them, HTML or JSON: these pass. */
const passingStatuses: Readonly<Record<number, ErrorKind>> = {
  408: 'server',
  409: 'server',
  425: 'server',
  429: 'rateLimited',
};
const lastingStatuses: Readonly<Record<number, ErrorKind>> = {
  401: 'keyRejected',
  402: 'balanceUsedUp',
  403: 'forbidden',
  407: 'foreignAnswer',
  413: 'contextTooLong',
  451: 'forbidden',
  501: 'notFound',
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
  const details: ErrorDetails = { cause, code };
  if (tlsCodes.test(code))
    return new ParlanceError('tls', `The certificate of ${hostOf(baseUrl)} is not trusted (${code}).`, details);
  if (code === 'ECONNREFUSED' && isLoopback(baseUrl))
    return new ParlanceError('localServerDown', `Nothing answers at ${baseUrl}.`, details);
  const kind = kindsByCode[code] ?? 'network';
  return new ParlanceError(kind, `The connection to ${hostOf(baseUrl)} failed (${code}).`, details);
}

function fromAnswer(failure: Failure, cause: unknown, circumstances: Circumstances): ParlanceError {
  const { status, headers } = failure;
  const kind = kindOf(failure, circumstances);
  const waitMs = headers && waitAskedFor(headers, circumstances.wallMs);
  const quote = quoteOf(failure);
  const details: ErrorDetails = {
    cause,
    ...(status !== undefined && { status }),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    ...(quote !== undefined && { providerSays: quote }),
    ...(kind === 'badParameter' && parameterDetails(failure)),
    ...(kind === 'contextTooLong' && readContextLimits(failure.message)),
    ...(kind === 'notFound' && { missing: namesModel(failure) ? 'model' : 'route' }),
  };
  const said =
    status === undefined ? 'The provider reported an error.' : `The provider answered with status ${status}.`;
  return new ParlanceError(kind, said, details);
}

function kindOf(failure: Failure, circumstances: Circumstances): ErrorKind {
  const { message, code, type } = failure;
  const said = `${code} ${type} ${message}`;
  const status = failure.status ?? statusIn(code);
  if ((status ?? 400) < 500 && isContextTooLong(said)) return 'contextTooLong';
  if (/insufficient_quota|insufficient.balance|billing_hard_limit/i.test(said)) return 'balanceUsedUp';
  return status === undefined ? kindOfStreamed(said) : kindOfStatus(status, failure, circumstances);
}

function kindOfStatus(status: number, failure: Failure, { baseUrl }: Circumstances): ErrorKind {
  const passing = passingStatuses[status] ?? (status >= 500 && status !== 501 ? 'server' : undefined);
  if (passing) return passing;
  if (isHtml(failure)) return status === 404 ? 'wrongBaseUrl' : 'foreignAnswer';
  if (status === 400 || status === 422) return refusedParameter(failure) === undefined ? 'badRequest' : 'badParameter';
  // A missing `/v1` is the usual cause of a path that nobody serves.
  if (status === 404 || status === 405)
    return namesModel(failure) || /\/v\d/.test(baseUrl) ? 'notFound' : 'wrongBaseUrl';
  return lastingStatuses[status] ?? 'badRequest';
}

const namesModel = ({ code, message }: Failure) => /model/i.test(`${code} ${message}`);

function parameterDetails(failure: Failure): Pick<ErrorDetails, 'parameter' | 'maxOutputTokens'> {
  const maxOutputTokens = readOutputLimit(failure.message);
  return {
    parameter: refusedParameter(failure) ?? 'unknown',
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
  };
}

/** Gateways send a status as the code of an error within a stream. */
function statusIn(code: string): number | undefined {
  return /^[45]\d\d$/.test(code) ? Number(code) : undefined;
}

/** An error that arrives inside a stream that began with status 200. */
function kindOfStreamed(said: string): ErrorKind {
  if (/rate.?limit|too many requests|\b429\b/i.test(said)) return 'rateLimited';
  if (/invalid.api.key|authentication|unauthorized|\b401\b/i.test(said)) return 'keyRejected';
  return 'server';
}

/** Ours, even where the SDK has wrapped what its `fetch` threw. */
function ownError(error: unknown): ParlanceError | undefined {
  for (const cause of causes(error)) if (cause instanceof ParlanceError) return cause;
  return undefined;
}

/** Node's code of a failed connection, however deep the fetch wrapped it. */
function systemCode(error: unknown): string | undefined {
  for (const cause of causes(error)) {
    if ('status' in cause && typeof cause.status === 'number') return undefined;
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(cause.code)) return cause.code;
    if (cause instanceof AggregateError) return systemCode(cause.errors[0]);
  }
  return undefined;
}

const deepestCause = 6;

function* causes(error: unknown): Generator<Error, void> {
  for (let cause = error, depth = 0; cause instanceof Error && depth < deepestCause; cause = cause.cause, depth++)
    yield cause;
}
