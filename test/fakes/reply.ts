/** What the fake provider answers: plain data, played byte by byte on a real socket. */
export type Reply =
  | { readonly kind: 'stream'; readonly steps: readonly Step[]; readonly head?: Head; readonly packets?: Packets }
  | { readonly kind: 'body'; readonly head: Head; readonly body: string }
  /** Accepts the request and never answers. */
  | { readonly kind: 'hang' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'reset' };

export interface Head {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Wait before the head is sent. */
  readonly afterMs?: number;
}

export type Step =
  /** One event: a JSON value as its data. */
  | { readonly data: unknown }
  /** Bytes exactly as they stand: comments, CRLF, broken JSON. */
  | { readonly raw: string }
  | { readonly waitMs: number }
  /** Waits until so long after the head was sent. */
  | { readonly untilMs: number }
  /** The connection breaks here. */
  | { readonly reset: true }
  /** Nothing more comes, and the connection stays open. */
  | { readonly hang: true };

/**
 * How the bytes are cut into packets: an event each, or pieces of so many bytes, across events and characters; of
 * several sizes in turn.
 */
export type Packets = 'events' | { readonly bytes: number | readonly number[] };

export type UsageStyle = 'openai' | 'deepseek' | 'anthropic' | 'none';
type UsageAt = 'lastChunk' | 'lastContentChunk' | 'everyChunk';
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | null;

export interface AnswerOptions {
  /** In how many characters the text comes; the default is about a token. */
  readonly chunkLength?: number;
  readonly firstMs?: number;
  /** Pause between two chunks. */
  readonly betweenMs?: number;
  /** The pace of a real model: as many chunks a second, by the clock, however slow the machine is. */
  readonly chunksPerSecond?: number;
  readonly finish?: FinishReason;
  readonly reasoning?: string;
  readonly usage?: UsageStyle;
  readonly usageAt?: UsageAt;
  /** The answer ends without `data: [DONE]`. */
  readonly isDoneMissing?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly packets?: Packets;
}

/** A well-behaved answer, or one whose oddity `options` name. The server fills in the usage of the request. */
export interface Answer {
  readonly kind: 'answer';
  readonly text: string;
  readonly options: AnswerOptions;
}

export type Behaviour = Reply | Answer;

export function answer(text: string, options: AnswerOptions = {}): Answer {
  return { kind: 'answer', text, options };
}

export function stream(steps: readonly Step[], head?: Head, packets?: Packets): Reply {
  return { kind: 'stream', steps, ...(head && { head }), ...(packets && { packets }) };
}

/** A JSON error as OpenAI shapes it. */
export function failure(
  status: number,
  error: Readonly<Record<string, unknown>>,
  headers: Record<string, string> = {},
): Reply {
  return {
    kind: 'body',
    head: { status, headers: { 'content-type': 'application/json', ...headers } },
    body: JSON.stringify({ error }),
  };
}

/** What a proxy or firewall puts in the provider's place. */
export function html(status: number): Reply {
  const body = '<!DOCTYPE html><html><body><h1>Access to this site is blocked</h1></body></html>';
  return { kind: 'body', head: { status, headers: { 'content-type': 'text/html' } }, body };
}

/** One chunk of a chat completion's stream. */
export function chatChunk(delta: object, finish: FinishReason = null, usage?: unknown): Step {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return {
    data: { id: 'chatcmpl-fake', object: 'chat.completion.chunk', model: 'fake', choices, ...(usage ? { usage } : {}) },
  };
}

export const done: Step = { raw: 'data: [DONE]\n\n' };
