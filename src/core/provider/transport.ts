import type { OpenAI } from '#lazy/openai';
import type { Clock } from '../base/clock.ts';
import { ParlanceError } from '../errors.ts';
import { AnswerReader } from './answerReader.ts';
import type { Chunk, Finish } from './chunk.ts';
import { classify } from './classify.ts';
import { guardedFetch } from './guardedFetch.ts';
import type { Pipe } from './pipe.ts';
import type { QuirksMemory } from './quirks.ts';
import { readRateLimits, type RateLimits } from './rateLimits.ts';
import { repairFor } from './repair.ts';
import type { ModelRequest } from './request.ts';
import { StreamEnd } from './streamEnd.ts';
import type { Endpoint } from './target.ts';
import { wireOf, type Wire } from './wire.ts';

export interface TransportParts {
  /** Looked up at each call: VS Code patches it with the user's proxy and certificates. */
  readonly fetch: typeof globalThis.fetch;
  readonly keyFor: (endpoint: Endpoint) => Promise<string | undefined>;
  readonly quirks: QuirksMemory;
  /** Told what each answer's headers say of the provider's limits. */
  readonly onRateLimits: (endpoint: Endpoint, limits: RateLimits) => void;
  readonly clock: Clock;
  readonly userAgent: string;
}

/** The end of the pipe: one HTTP request over the `openai` package, streamed wherever the endpoint can. */
export function createTransport(parts: TransportParts): Pipe {
  const { quirks } = parts;
  return async function* transport(request, signal) {
    signal.throwIfAborted();
    const connection = await connect(request, parts);
    const repaired = new Set<string>();
    for (;;) {
      signal.throwIfAborted();
      const known = quirks.of(request.target);
      try {
        return yield* ask(connection, wireOf(request, known), signal);
      } catch (error) {
        signal.throwIfAborted();
        const failure = connection.classify(error);
        const repair = repairFor(request, known, failure);
        // The same refusal twice is not mended by another try.
        if (!repair || repaired.has(repair.what)) throw failure;
        repaired.add(repair.what);
        // Unless a request beside this one has learnt something meanwhile, which may be all it takes.
        if (quirks.of(request.target) === known) quirks.learn(request.target, repair.change);
        yield { kind: 'notice', notice: { kind: 'repaired', what: repair.what } };
      }
    }
  };
}

interface Connection {
  readonly client: OpenAI;
  readonly end: StreamEnd;
  readonly classify: (error: unknown) => ParlanceError;
}

async function connect(request: ModelRequest, parts: TransportParts): Promise<Connection> {
  const { endpoint } = request.target;
  const { baseUrl } = endpoint;
  if (!/^https?:\/\//i.test(baseUrl) || !URL.canParse(baseUrl))
    throw new ParlanceError('wrongBaseUrl', 'The address of the provider is not an http or https URL.');
  const key = await usableKey(endpoint, parts);
  const end = new StreamEnd();
  const guarded = guardedFetch(parts.fetch, parts.userAgent, (headers) => {
    const limits = readRateLimits(headers);
    if (limits) parts.onRateLimits(endpoint, limits);
  });
  const { OpenAI: Client } = await import('#lazy/openai');
  // Everything is given, null included: what is left out the SDK takes from the environment, another vendor's key too.
  const client = new Client({
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: baseUrl,
    defaultHeaders: key === undefined ? { authorization: null } : {},
    fetch: async (input, init) => end.watch(await guarded(input, init)),
    maxRetries: 0,
    // The timeout policy decides; the SDK's own would end long answers.
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
  });
  return { client, end, classify: (error) => classify(error, { baseUrl, wallMs: parts.clock.wall() }) };
}

/** @throws {ParlanceError} `keyMissing`, or `keyRejected` for one that no header can carry. */
async function usableKey(endpoint: Endpoint, { keyFor }: TransportParts): Promise<string | undefined> {
  const key = await keyFor(endpoint);
  if (key === undefined && !endpoint.isKeyless) throw new ParlanceError('keyMissing', 'No API key is set.');
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
    throw new ParlanceError('keyRejected', 'The API key has blanks or letters that no key has.');
  return key;
}

async function* ask(
  { client, end, classify: fail }: Connection,
  wire: Wire,
  signal: AbortSignal,
): AsyncGenerator<Chunk, void> {
  yield { kind: 'notice', notice: { kind: 'sent', attempt: 1 } };
  const reader = new AnswerReader();
  let hasText = false;
  let failure: ParlanceError | undefined;
  try {
    const { path, body } = wire;
    // Without `stream` in the body the server answers in one piece, which `guardedFetch` makes a stream of.
    const events = await client.post<AsyncIterable<unknown>>(path, { body, signal, stream: true });
    for await (const event of events) {
      for (const part of reader.read(event)) {
        hasText ||= part.kind === 'text';
        yield part;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    failure = fail(error);
  }
  // The SDK ends an aborted stream as if it were over.
  signal.throwIfAborted();
  for (const part of reader.rest()) {
    hasText ||= part.kind === 'text';
    yield part;
  }
  const finish = reader.finish ?? unfinished(reader, end, failure);
  if (finish.kind === 'failed' && !hasText) throw finish.error;
  yield { kind: 'end', finish, ...(reader.usage && { usage: reader.usage }) };
}

/** How an answer ended without the provider's saying how. */
function unfinished(reader: AnswerReader, end: StreamEnd, failure: ParlanceError | undefined): Finish {
  if (failure) return { kind: 'failed', error: failure };
  if (!reader.hasEvents) return { kind: 'failed', error: new ParlanceError('malformed', 'The answer was empty.') };
  if (end.isDone) return { kind: 'complete' };
  return { kind: 'failed', error: new ParlanceError('network', 'The connection ended before the answer did.') };
}
