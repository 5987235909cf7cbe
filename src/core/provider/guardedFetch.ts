import { elements, field, parseJson } from '../base/json.ts';
import { ParlanceError } from '../errors.ts';

type Fetch = typeof globalThis.fetch;

const allowedHeaders = ['authorization', 'content-type', 'accept', 'user-agent'];

/**
 * The only way out for requests: lets the allowed headers through and no others (the SDK would add the operating
 * system, and whatever `OPENAI_CUSTOM_HEADERS` says), follows no redirect, and makes an event stream of a whole answer.
 * @param onHeaders sees the headers of every answer
 * @throws {ParlanceError} `foreignAnswer` where something else than the provider answers with status 200,
 * `malformed` where its answer is cut off, `wrongBaseUrl` for a redirect.
 */
export function guardedFetch(fetch: Fetch, userAgent: string, onHeaders: (headers: Headers) => void): Fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    given.set('user-agent', userAgent);
    const headers = new Headers();
    for (const name of allowedHeaders) {
      const value = given.get(name);
      if (value !== null) headers.set(name, value);
    }
    const response = await fetch(input, { ...init, headers, redirect: 'manual' });
    onHeaders(response.headers);
    if (response.status >= 300 && response.status < 400) throw await redirected(response);
    return response.ok ? asEventStream(response) : response;
  };
}

/** Not followed: fetch would send a GET in the POST's place, and the key to whatever host is named. */
async function redirected(response: Response): Promise<ParlanceError> {
  await response.body?.cancel();
  const location = response.headers.get('location')?.split('?')[0];
  return new ParlanceError('wrongBaseUrl', 'The address redirects to another one.', {
    status: response.status,
    ...(location && { redirect: location }),
  });
}

/** Some servers ignore `stream: true` and send the whole answer as JSON. */
async function asEventStream(response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  if (type === '' || type.includes('text/event-stream') || type.includes('octet-stream')) return response;
  const body = await response.text();
  // Some say text/plain over an event stream.
  if (/^\s*(data:|:|event:)/.test(body)) return eventStream(body, response);
  const whole = parseJson(body);
  if (whole === undefined && /^\s*\{/.test(body)) throw new ParlanceError('malformed', 'The answer breaks off.');
  if (field(whole, 'choices') === undefined && field(whole, 'error') === undefined) {
    throw new ParlanceError('foreignAnswer', `The answer is ${type}, not a model's.`, { status: response.status });
  }
  return eventStream(`data: ${JSON.stringify(asChunk(whole))}\n\ndata: [DONE]\n\n`, response);
}

function eventStream(body: string, { status, headers }: Response): Response {
  const kept = new Headers(headers);
  kept.set('content-type', 'text/event-stream');
  kept.delete('content-length');
  kept.delete('content-encoding');
  return new Response(body, { status, headers: kept });
}

/** A whole chat completion in the shape of its own single chunk. */
function asChunk(whole: unknown): unknown {
  const choices = elements(field(whole, 'choices'))?.map((choice) => ({
    text: field(choice, 'text'),
    delta: field(choice, 'message'),
    finish_reason: field(choice, 'finish_reason'),
  }));
  return choices ? { choices, usage: field(whole, 'usage') } : whole;
}
