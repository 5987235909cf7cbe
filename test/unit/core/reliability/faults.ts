import type { ErrorKind } from '../../../../src/core/errors.ts';
import type { ErrorAction } from '../../../../src/core/provider/describeError.ts';
import { answer, chatChunk, done, failure, html, stream, type Behaviour, type Step } from '../../../fakes/reply.ts';

/** One way in which a provider misbehaves, and all that has to follow from it. */
export interface Fault {
  /** Played in turn; a request beyond them is answered well. */
  readonly replies: readonly Behaviour[];
  /** How many requests it takes in all. */
  readonly requests: number;
  /** How long is waited between attempts, in ms. */
  readonly waits?: readonly number[];
  /** So long after the last of `replies` came in, a limit expires. */
  readonly expiresAfterMs?: number;
  readonly document: 'complete' | 'half' | 'untouched';
  readonly ledger: 'complete' | 'truncated' | `failed: ${ErrorKind}`;
  /** Absent where nothing is to be told. */
  readonly told?: Told;
}

interface Told {
  readonly kind: ErrorKind;
  readonly words: RegExp;
  readonly actions: readonly ErrorAction[];
}

export const code = 'const a = 1;\nconst b = 2;\n';
const [firstLine = ''] = code.split(/(?<=\n)/);
const content = (text: string) => chatChunk({ content: text });
const well = answer(code);
/** With a random number of one half. */
const backoff = [1_500, 2_500] as const;
const serverWait = /has a problem of its own/;

const complete = { document: 'complete', ledger: 'complete' } as const;
const inOneGo = (reply: Behaviour): Fault => ({ replies: [reply], requests: 1, ...complete });
const repaired = (refusal: Behaviour): Fault => ({ replies: [refusal, well], requests: 2, ...complete });
const retriedOnce = (reply: Behaviour, waitMs: number = backoff[0]): Fault => ({
  replies: [reply, well],
  requests: 2,
  waits: [waitMs],
  ...complete,
});
const retriedInVain = (reply: Behaviour, told: Told): Fault => ({
  replies: [reply, reply, reply],
  requests: 3,
  waits: backoff,
  document: 'untouched',
  ledger: `failed: ${told.kind}`,
  told,
});
const refused = (reply: Behaviour, kind: ErrorKind, words: RegExp, ...actions: ErrorAction[]): Fault => ({
  replies: [reply],
  requests: 1,
  document: 'untouched',
  ledger: `failed: ${kind}`,
  told: { kind, words, actions },
});
const broken = (kind: ErrorKind, words: RegExp, actions: readonly ErrorAction[], ...after: Step[]): Fault => ({
  replies: [stream([content(firstLine), ...after])],
  requests: 1,
  document: 'half',
  ledger: `failed: ${kind}`,
  told: { kind, words, actions },
});
const json = (status: number, body: string): Behaviour => ({
  kind: 'body',
  head: { status, headers: { 'content-type': 'application/json' } },
  body,
});
const whole = JSON.stringify({ choices: [{ message: { content: code }, finish_reason: 'stop' }] });
const delta = (text: string) => JSON.stringify({ choices: [{ index: 0, delta: { content: text } }] });
const events = (...raw: string[]) => stream(raw.map((text) => ({ raw: text })));
const stop = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`;

const streamForms: Readonly<Record<string, Fault>> = {
  'cut into single bytes': inOneGo(answer(code, { packets: { bytes: 1 } })),
  'cut within characters': inOneGo(answer(code, { packets: { bytes: 7 }, reasoning: '思考中…🙂' })),
  'keep-alive comments': inOneGo(
    stream([{ raw: ': PROCESSING\n\n' }, content(code), { raw: ': x\n\n' }, chatChunk({}, 'stop'), done]),
  ),
  CRLF: inOneGo(events(`data: ${delta(code)}\r\n\r\n`, stop.replaceAll('\n', '\r\n'), 'data: [DONE]\r\n\r\n')),
  'several data lines in one event': inOneGo(
    events(`data: ${delta(code).replace(',"delta"', ',\ndata: "delta"')}\n\n`, stop),
  ),
  'event names and ids': inOneGo(events(`event: message\nid: 7\ndata: ${delta(code)}\n\n`, stop)),
  'no blank after the colon': inOneGo(events(`data:${delta(code)}\n\n`, stop)),
  'a first chunk with only a role': inOneGo(
    stream([chatChunk({ role: 'assistant' }), content(code), chatChunk({}, 'stop'), done]),
  ),
  'content that is null or absent': inOneGo(
    stream([chatChunk({ content: null }), chatChunk({}), content(code), chatChunk({ content: null }, 'stop'), done]),
  ),
  'empty choices': inOneGo(
    stream([{ data: { choices: [] } }, content(code), chatChunk({}, 'stop'), { data: { choices: [] } }, done]),
  ),
  'chunks without choices': inOneGo(stream([{ data: { id: 'x' } }, content(code), chatChunk({}, 'stop'), done])),
  reasoning_content: inOneGo(answer(code, { reasoning: 'first a, then b' })),
  reasoning: inOneGo(stream([chatChunk({ reasoning: 'first a' }), content(code), chatChunk({}, 'stop'), done])),
  'a think block in the content': inOneGo(answer(`<think>\nfirst a\n</think>\n\n${code}`, { chunkLength: 3 })),
  'no [DONE]': inOneGo(answer(code, { isDoneMissing: true })),
  '[DONE] twice': inOneGo(stream([content(code), chatChunk({}, 'stop'), done, done])),
  '[DONE] without a finish reason': inOneGo(stream([content(code), done])),
  'a reset after the finish reason': inOneGo(stream([content(code), chatChunk({}, 'stop'), { reset: true }])),
  'an answer in one piece': inOneGo(json(200, whole)),
  'an event stream as plain text': inOneGo({
    kind: 'body',
    head: { headers: { 'content-type': 'text/plain' } },
    body: `data: ${delta(code)}\n\n${stop}`,
  }),
  'usage with every chunk': inOneGo(answer(code, { usageAt: 'everyChunk' })),
  'no usage at all': inOneGo(answer(code, { usage: 'none' })),
  'finish_reason length': { ...inOneGo(answer(code, { finish: 'length' })), ledger: 'truncated' },
  'finish_reason content_filter': { ...inOneGo(answer(code, { finish: 'content_filter' })), ledger: 'truncated' },
  'finish_reason tool_calls': { ...inOneGo(answer(code, { finish: 'tool_calls' })), ledger: 'truncated' },
};

const brokenStreams: Readonly<Record<string, Fault>> = {
  'closed in the middle': broken('network', /connection .* failed/, ['retry', 'showLog']),
  'reset in the middle': broken('network', /connection .* failed/, ['retry', 'showLog'], { reset: true }),
  'an error event in the middle': broken('server', serverWait, ['retry', 'selectModel'], {
    data: { error: { message: 'upstream failed' } },
  }),
  'broken JSON in the middle': broken('malformed', /cannot be read/, ['retry', 'showLog'], {
    raw: 'data: {"choices":[{\n\n',
  }),
  'a stall in the middle': {
    ...broken('stalled', /fell silent/, ['retry', 'openTimeoutSetting'], { hang: true }),
    expiresAfterMs: 20_000,
  },
  'an error event first': retriedOnce(stream([{ data: { error: { message: 'upstream failed' } } }])),
  'a rate limit as an event': retriedOnce(stream([{ data: { error: { message: 'Rate limit reached', code: 429 } } }])),
  'broken JSON first': retriedOnce(events('data: {"choices":[{\n\n')),
  'no event at all': retriedOnce(stream([])),
  'closed after the role': retriedOnce(stream([chatChunk({ role: 'assistant' })])),
  'closed before an answer': retriedOnce({ kind: 'reset' }),
  'silence from the beginning': {
    replies: [{ kind: 'hang' }, well],
    requests: 2,
    expiresAfterMs: 60_000,
    waits: [backoff[0]],
    ...complete,
  },
  'JSON that is none': retriedOnce(json(200, '{"choices":[{"mess')),
};

const passing: Readonly<Record<string, Fault>> = Object.fromEntries([
  ...[408, 409, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 528, 529].map(
    (status) => [`${status}`, retriedOnce(failure(status, { message: 'try later' }))] as const,
  ),
  [
    '503 three times',
    retriedInVain(failure(503, {}), { kind: 'server', words: /status 503/, actions: ['retry', 'selectModel'] }),
  ],
  ['502 as HTML', retriedOnce(html(502))],
  ['429', retriedOnce(failure(429, { message: 'slow down' }))],
  ['429 with Retry-After in seconds', retriedOnce(failure(429, {}, { 'retry-after': '7' }), 7_000)],
  // The fake clock says 12:00:00.
  [
    '429 with Retry-After as a date',
    retriedOnce(failure(429, {}, { 'retry-after': 'Thu, 15 Jan 2026 12:00:09 GMT' }), 9_000),
  ],
  ['429 with retry-after-ms', retriedOnce(failure(429, {}, { 'retry-after-ms': '1234' }), 1_234)],
  [
    '429 with the reset of a spent limit',
    retriedOnce(
      failure(429, {}, { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '20s' }),
      20_000,
    ),
  ],
  ['503 with Retry-After', retriedOnce(failure(503, {}, { 'retry-after': '3' }), 3_000)],
  [
    '429 that asks for more than two minutes',
    refused(failure(429, {}, { 'retry-after': '600' }), 'rateLimited', /Try again in 600 s/, 'retry', 'selectModel'),
  ],
]);

const contextError = (message: string) => failure(400, { message, code: 'context_length_exceeded' });
const longPrompt: Readonly<Record<string, Fault>> = {
  '400 context_length_exceeded': repaired(contextError("This model's maximum context length is 4000 tokens.")),
  '400 prompt is too long': repaired(failure(400, { message: 'prompt is too long: 9000 tokens > 4000 maximum' })),
  '400 too many tokens': repaired(failure(400, { message: 'too many tokens' })),
  '413': repaired(failure(413, { message: 'Request Entity Too Large' })),
};

const parameter = (name: string) =>
  failure(400, { param: name, code: 'unsupported_parameter', message: `Unsupported parameter: '${name}'.` });
const parameters: Readonly<Record<string, Fault>> = {
  '400 naming max_tokens': repaired(parameter('max_tokens')),
  '400 naming temperature': repaired(parameter('temperature')),
  '400 naming stream_options': repaired(parameter('stream_options')),
  '400 naming stop': repaired(parameter('stop')),
  '400 naming stream': { ...repaired(parameter('stream')), replies: [parameter('stream'), json(200, whole)] },
  '422 in the words of FastAPI': repaired(
    json(422, JSON.stringify({ detail: [{ loc: ['body', 'stream_options'], msg: 'extra fields not permitted' }] })),
  ),
  '400 of no known cause': refused(
    failure(400, { message: 'Bad request' }),
    'badRequest',
    /did not understand/,
    'showLog',
    'selectModel',
  ),
};

const lasting: Readonly<Record<string, Fault>> = {
  '401': refused(
    failure(401, { message: 'Incorrect API key' }),
    'keyRejected',
    /refuses the API key/,
    'setApiKey',
    'showLog',
  ),
  '402': refused(failure(402, {}), 'balanceUsedUp', /balance .* is used up/, 'openBilling', 'selectModel'),
  '429 insufficient_quota': refused(
    failure(429, { code: 'insufficient_quota' }, { 'retry-after': '1' }),
    'balanceUsedUp',
    /Top it up/,
    'openBilling',
    'selectModel',
  ),
  '403': refused(failure(403, { message: 'no' }), 'forbidden', /does not allow/, 'selectModel', 'showLog'),
  '404 of the model': refused(
    failure(404, { message: 'The model `x` does not exist' }),
    'notFound',
    /does not know the model/,
    'selectModel',
    'openSettings',
  ),
  '405': refused(failure(405, { message: 'Method Not Allowed' }), 'notFound', /model/, 'selectModel', 'openSettings'),
  '404 as HTML': refused(html(404), 'wrongBaseUrl', /usually ends in \/v1/, 'openBaseUrlSetting', 'showLog'),
  '200 as HTML': refused(html(200), 'foreignAnswer', /a proxy, a firewall/, 'showLog', 'openBaseUrlSetting'),
  '403 as HTML': refused(html(403), 'foreignAnswer', /a proxy, a firewall/, 'showLog', 'openBaseUrlSetting'),
  'a redirect': refused(
    { kind: 'body', head: { status: 307, headers: { location: 'https://example.com/v1' } }, body: '' },
    'wrongBaseUrl',
    /no model API/,
    'openBaseUrlSetting',
    'showLog',
  ),
  '200 as JSON of something else': refused(
    json(200, '{"status":"ok"}'),
    'foreignAnswer',
    /Something else/,
    'showLog',
    'openBaseUrlSetting',
  ),
};

/** The whole of protocol.md's tables, by what is at fault. */
export const faults: Readonly<Record<string, Readonly<Record<string, Fault>>>> = {
  'the form of the stream': streamForms,
  'a stream that breaks': brokenStreams,
  'a passing failure': passing,
  'a prompt that is too long': longPrompt,
  'a parameter that differs': parameters,
  'a lasting refusal': lasting,
};
