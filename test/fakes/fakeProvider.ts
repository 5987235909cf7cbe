import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Bill, tokensOf, type BilledTokens, type FakePrice } from './bill.ts';
import { play, replyOf } from './play.ts';
import { answer, failure, type Behaviour, type Reply, type Step } from './reply.ts';

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

  /** Forgets the requests seen so far, not what was billed for them. */
  forget(): void {
    this.requests.length = 0;
    this.mostInFlight = this.#inFlight;
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
    const { reply, tokens } = this.#serve(seen);
    let text = '';
    try {
      await play(reply, response, gone.signal, (step) => (text += textIn(step)));
    } catch (error) {
      if (!gone.signal.aborted) throw error;
      if (tokens) this.bill.refund(Math.max(0, tokens.output - tokensOf(text)));
    }
  }

  #serve(seen: SeenRequest): Served {
    if (seen.path.endsWith('/models'))
      return this.#byRule(seen) ?? { reply: models(this.#options.models ?? [{ id: 'fake' }]) };
    const queued = this.#queue.shift();
    if (queued) return this.#serveAs(queued, seen);
    const ruled = this.#byRule(seen);
    if (ruled) return ruled;
    const isServed =
      seen.path.endsWith('/chat/completions') || (seen.path.endsWith('/completions') && this.#options.hasCompletions);
    return isServed
      ? this.#serveAs(answer('ok'), seen)
      : { reply: failure(404, { message: `No route for ${seen.path}` }) };
  }

  #byRule(seen: SeenRequest): Served | undefined {
    for (const rule of this.#rules) {
      const behaviour = rule(seen);
      if (behaviour) return this.#serveAs(behaviour, seen);
    }
    return undefined;
  }

  /** Answers are billed; refusals and failures are not. */
  #serveAs(behaviour: Behaviour, { path, body }: SeenRequest): Served {
    if (behaviour.kind !== 'answer') return { reply: behaviour };
    const prompt = promptOf(body);
    const reasoning = tokensOf(behaviour.options.reasoning ?? '');
    const tokens: BilledTokens = {
      input: tokensOf(prompt),
      cached: this.bill.cachedTokens(prompt),
      output: tokensOf(behaviour.text) + reasoning,
      reasoning,
    };
    this.bill.charge(tokens);
    const shape = path.endsWith('/chat/completions') ? 'chat' : 'completions';
    return { reply: replyOf(behaviour, tokens, shape), tokens };
  }
}

interface Served {
  readonly reply: Reply;
  /** What an answer is billed for. */
  readonly tokens?: BilledTokens;
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

/** What of the answer a step carries, reasoning included. */
function textIn(step: Step): string {
  if (!('data' in step)) return '';
  const { choices } = step.data as { choices?: { delta?: Record<string, string | null>; text?: string }[] };
  const { delta, text } = choices?.[0] ?? {};
  return `${delta?.['reasoning_content'] ?? ''}${delta?.['content'] ?? ''}${text ?? ''}`;
}

async function readBody(request: IncomingMessage): Promise<SeenRequest['body']> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  return text === '' ? {} : (JSON.parse(text) as SeenRequest['body']);
}
