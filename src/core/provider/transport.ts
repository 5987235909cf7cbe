import type { OpenAI } from '#lazy/openai';
import type { Clock } from '../base/clock.ts';
import { ParlanceError } from '../errors.ts';
import { AnswerReader } from './answerReader.ts';
import type { Chunk } from './chunk.ts';
import { classify } from './classify.ts';
import { guardedFetch } from './eventStream.ts';
import type { Pipe } from './pipe.ts';
import type { QuirksMemory } from './quirks.ts';
import type { ModelRequest } from './request.ts';
import { chatBody, completionBody } from './requestBody.ts';
import type { Endpoint } from './target.ts';

export interface TransportParts {
  /** Looked up at each call: VS Code patches it with the user's proxy and certificates. */
  readonly fetch: typeof globalThis.fetch;
  readonly keyFor: (endpoint: Endpoint) => Promise<string | undefined>;
  readonly quirks: QuirksMemory;
  readonly clock: Clock;
  readonly userAgent: string;
}

/** The end of the pipe: one HTTP request over the `openai` package, always streamed. */
export function createTransport(parts: TransportParts): Pipe {
  return async function* transport(request, signal) {
    signal.throwIfAborted();
    const client = await connect(parts, request.target.endpoint);
    signal.throwIfAborted();
    for (;;) {
      try {
        return yield* attempt(client, request, signal, parts);
      } catch (error) {
        signal.throwIfAborted();
        const failure = classifyAt(error, request, parts);
        const repair = failure.kind === 'badParameter' ? parts.quirks.repair(request.target, failure) : undefined;
        if (repair === undefined) throw failure;
        yield { kind: 'notice', notice: { kind: 'repaired', what: repair } };
      }
    }
  };
}

async function connect({ fetch, keyFor, userAgent }: TransportParts, endpoint: Endpoint): Promise<OpenAI> {
  if (endpoint.baseUrl === '') throw new ParlanceError('wrongBaseUrl', 'No address is set for the provider.');
  const key = await keyFor(endpoint);
  if (key === undefined && !endpoint.isKeyless) throw new ParlanceError('keyMissing', 'No API key is set.');
  const { OpenAI: Client } = await import('#lazy/openai');
  // Everything is given, null included: what is left out the SDK takes from the environment, another vendor's key too.
  return new Client({
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: endpoint.baseUrl,
    defaultHeaders: key === undefined ? { authorization: null } : {},
    fetch: guardedFetch(fetch, userAgent),
    maxRetries: 0,
    // The timeout policy decides; the SDK's own would end long answers.
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
  });
}

async function* attempt(
  client: OpenAI,
  request: ModelRequest,
  signal: AbortSignal,
  parts: TransportParts,
): AsyncGenerator<Chunk, void> {
  yield { kind: 'notice', notice: { kind: 'sent', attempt: 1 } };
  const reader = new AnswerReader();
  let hasText = false;
  try {
    for await (const event of await open(client, request, signal, parts.quirks)) {
      for (const part of reader.read(event)) {
        hasText ||= part.kind === 'text';
        yield part;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    // Once the provider has said how the answer ends, nothing of it is missing.
    if (!reader.finish) {
      if (!hasText) throw error;
      yield { ...endOf(reader), finish: { kind: 'failed', error: classifyAt(error, request, parts) } };
      return;
    }
  }
  // The SDK ends an aborted stream as if it were over.
  signal.throwIfAborted();
  const { parts: rest } = reader.end();
  yield* rest;
  yield endChunk(reader, hasText || rest.some(({ kind }) => kind === 'text'));
}

function open(client: OpenAI, request: ModelRequest, signal: AbortSignal, quirks: QuirksMemory) {
  const { prompt, target } = request;
  return prompt.kind === 'chat'
    ? client.chat.completions.create(chatBody(request, prompt.messages, quirks.of(target)), { signal })
    : client.completions.create(completionBody(request, prompt, quirks.of(target)), { signal });
}

function endOf(reader: AnswerReader): {
  readonly kind: 'end';
  readonly usage?: NonNullable<ReturnType<AnswerReader['end']>['usage']>;
} {
  const { usage } = reader.end();
  return { kind: 'end', ...(usage && { usage }) };
}

/** @throws {ParlanceError} for a stream that ended without a word. */
function endChunk(reader: AnswerReader, hasText: boolean): Chunk {
  if (reader.finish) return { ...endOf(reader), finish: reader.finish };
  if (!reader.hasEvents) throw new ParlanceError('malformed', 'The answer was empty.');
  const error = new ParlanceError('network', 'The connection ended before the answer did.');
  if (!hasText) throw error;
  return { ...endOf(reader), finish: { kind: 'failed', error } };
}

function classifyAt(error: unknown, { target }: ModelRequest, { clock }: TransportParts): ParlanceError {
  return classify(error, { baseUrl: target.endpoint.baseUrl, wallMs: clock.wall() });
}
