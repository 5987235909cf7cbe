import { field, stringField } from '../base/json.ts';

/** What a provider said when it refused or failed, wherever in the answer it stood. */
export interface Failure {
  /** Absent where the error came inside a stream that had begun with status 200. */
  readonly status?: number;
  readonly headers?: Headers;
  /** The provider's own words; empty where there are none. */
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly param?: string;
}

/** Reads the SDK's `APIError` by its shape: its class lives in a bundle of its own. */
export function readFailure(error: unknown): Failure | undefined {
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

/** Whether a web page stands where JSON should. */
export function isHtml({ headers, message }: Failure): boolean {
  return (headers?.get('content-type') ?? '').includes('text/html') || /^\s*<(!doctype|html)/i.test(message);
}

const longestQuote = 200;

/** The provider's words for the user: one line, cut short, keys masked; undefined where there are none worth showing. */
export function quoteOf(failure: Failure): string | undefined {
  if (isHtml(failure)) return undefined;
  const line = failure.message
    .replace(/\s+/g, ' ')
    .replace(/\b(sk|pk|key|gsk|xai)-[\w*.-]+/gi, '$1-…')
    .replace(/^\d{3} /, '')
    .trim();
  if (line === '' || line === 'status code (no body)') return undefined;
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line;
}

/** Some providers send their codes as numbers. */
function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'number' ? String(found) : stringField(value, name);
}
