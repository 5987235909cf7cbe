import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Bill, tokensOf, type BilledTokens, type FakePrice } from './bill.ts';
import { play, replyOf } from './play.ts';
import { failure, type Answer, type Behaviour, type Reply } from './reply.ts';

/** What the server saw of one request. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
  readonly atMs: number;
  /** Resolves when the connection of this request is over; true when the client left before the end. */
  readonly isClosedEarly: Promise<boolean>;
}

/** Decides by the request. `undefined` leaves it to the next rule. */
export type Rule = (request: SeenRequest) => Behaviour | undefined;

export interface FakeProviderOptions {
  readonly price?: FakePrice;
  /** Bills a repeated prompt prefix at the cached price, as DeepSeek does. */
  readonly isCaching?: boolean;
  readonly models?: readonly unknown[];
  /** Speaks TLS with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Serves `/completions`; otherwise it answers 404, as chat-only providers do. */
  readonly hasCompletions?: boolean;
}

/**
 * A provider on loopback that plays every behaviour of real ones: the only fake of the project.
 * Replies queued with `reply` go first, then rules of `when`, then a plain answer.
 */
export class FakeProvider {
  readonly bill: Bill;
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  readonly #options: FakeProviderOptions;
  readonly #queue: Behaviour[] = [];
  readonly #rules: Rule[] = [];
  readonly #waiting: (() => void)[] = [];
  #inFlight = 0;
  mostInFlight = 0;

  constructor(options: FakeProviderOptions) {
    this.#options = options;
    this.bill = new Bill(
      options.price ?? { input: 0.28, cachedInput: 0.028, output: 0.42 },
      options.isCaching ?? false,
    );
    const listener = (request: IncomingMessage, response: ServerResponse) => void this.#handle(request, response);
    this.#server = options.tls ? createTlsServer({ ...options.tls }, listener) : createServer(listener);
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get baseUrl(): string {
    return `${this.#options.tls ? 'https' : 'http'}://127.0.0.1:${this.port}/v1`;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Answers the next requests, in order. */
  reply(...replies: readonly Behaviour[]): this {
    this.#queue.push(...replies);
    return this;
  }

  /** Answers every request that `rule` recognises. */
  when(rule: Rule): this {
    this.#rules.push(rule);
    return this;
  }

  /** Resolves when `count` requests in all have come in. */
  async received(count: number): Promise<void> {
    while (this.requests.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const gone = new AbortController();
    response.on('error', () => undefined);
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight);
    const isClosedEarly = new Promise<boolean>((resolve) =>
      response.once('close', () => {
        this.#inFlight--;
        gone.abort();
        resolve(!response.writableFinished);
      }),
    );
    const seen: SeenRequest = {
      path: request.url ?? '',
      headers: request.headers,
      body,
      atMs: performance.now(),
      isClosedEarly,
    };
    this.requests.push(seen);
    for (const wake of this.#waiting.splice(0)) wake();
    try {
      await play(this.#replyTo(seen), response, gone.signal);
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    }
  }

  #replyTo(seen: SeenRequest): Reply {
    if (seen.path.endsWith('/models')) return this.#pick(seen) ?? models(this.#options.models ?? [{ id: 'fake' }]);
    const isChat = seen.path.endsWith('/chat/completions');
    if (!isChat && !(seen.path.endsWith('/completions') && this.#options.hasCompletions)) {
      return this.#pick(seen) ?? failure(404, { message: `No route for ${seen.path}` });
    }
    return this.#pick(seen) ?? this.#play({ kind: 'answer', text: 'ok', options: {} }, seen);
  }

  #pick(seen: SeenRequest): Reply | undefined {
    const queued = seen.path.endsWith('/models') ? undefined : this.#queue.shift();
    const behaviour = queued ?? this.#rules.map((rule) => rule(seen)).find((found) => found !== undefined);
    return behaviour?.kind === 'answer' ? this.#play(behaviour, seen) : behaviour;
  }

  #play(answer: Answer, { path, body }: SeenRequest): Reply {
    const shape = path.endsWith('/chat/completions') ? 'chat' : 'completions';
    const prompt = promptOf(body);
    const reasoning = tokensOf(answer.options.reasoning ?? '');
    const tokens: BilledTokens = {
      input: tokensOf(prompt),
      cached: this.bill.cachedTokens(prompt),
      output: tokensOf(answer.text) + reasoning,
      reasoning,
    };
    this.bill.charge(tokens);
    return replyOf(answer, tokens, shape);
  }
}

export function startFakeProvider(options: FakeProviderOptions = {}): Promise<FakeProvider> {
  return new FakeProvider(options).listen();
}

function models(list: readonly unknown[]): Reply {
  const head = { status: 200, headers: { 'content-type': 'application/json' } };
  return { kind: 'body', head, body: JSON.stringify({ object: 'list', data: list }) };
}

function promptOf(body: SeenRequest['body']): string {
  const { messages, prompt, suffix } = body as {
    messages?: { role: string; content: string }[];
    prompt?: string;
    suffix?: string;
  };
  if (messages) return messages.map(({ role, content }) => `${role}\n${content}\n`).join('');
  return `${prompt ?? ''}${suffix ?? ''}`;
}

async function readBody(request: IncomingMessage): Promise<SeenRequest['body']> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  return text === '' ? {} : (JSON.parse(text) as SeenRequest['body']);
}
