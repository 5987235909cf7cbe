import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { chatChunk, done, type Answer, type AnswerOptions, type Packets, type Reply, type Step } from './reply.ts';
import { usagePayload, type BilledTokens } from './bill.ts';

/** Turns an answer into the steps of its stream. */
function stepsOf({ text, options }: Answer, tokens: BilledTokens, shape: 'chat' | 'completions'): Step[] {
  const {
    chunkLength = 4,
    betweenMs = 0,
    chunksPerSecond,
    finish = 'stop',
    reasoning,
    usage = 'openai',
    usageAt = 'lastChunk',
  } = options;
  const payload = usagePayload(usage, tokens);
  const each = usageAt === 'everyChunk' ? payload : undefined;
  const content = (piece: string, last?: unknown): Step =>
    shape === 'chat' ? chatChunk({ content: piece }, null, last) : textChunk(piece, null, last);
  const steps: Step[] = shape === 'chat' ? [chatChunk({ role: 'assistant', content: '' })] : [];
  if (reasoning) for (const piece of cut(reasoning, chunkLength)) steps.push(chatChunk({ reasoning_content: piece }));
  const pieces = cut(text, chunkLength);
  pieces.forEach((piece, index) => {
    if (betweenMs > 0 && index > 0) steps.push({ waitMs: betweenMs });
    if (chunksPerSecond !== undefined) steps.push({ untilMs: (index * 1000) / chunksPerSecond });
    const isLast = index === pieces.length - 1;
    steps.push(content(piece, isLast && usageAt === 'lastContentChunk' ? payload : each));
  });
  steps.push(shape === 'chat' ? chatChunk({}, finish, each) : textChunk('', finish, each));
  if (payload && usageAt === 'lastChunk')
    steps.push({ data: { object: 'chat.completion.chunk', choices: [], usage: payload } });
  if (!options.isDoneMissing) steps.push(done);
  return steps;
}

export function replyOf(answer: Answer, tokens: BilledTokens, shape: 'chat' | 'completions'): Reply {
  const { firstMs, headers, packets }: AnswerOptions = answer.options;
  const head = { ...(firstMs !== undefined && { afterMs: firstMs }), ...(headers && { headers }) };
  return { kind: 'stream', steps: stepsOf(answer, tokens, shape), head, ...(packets && { packets }) };
}

/**
 * Plays a reply; resolves when it is over.
 * @param onStep called before each step of a stream
 * @throws the reason of `gone` when the client has left.
 */
export async function play(
  reply: Reply,
  response: ServerResponse,
  gone: AbortSignal,
  onStep: (step: Step) => void = () => undefined,
): Promise<void> {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'reset') return void response.destroy();
  const { status = 200, headers = {}, afterMs = 0 } = reply.head ?? {};
  if (afterMs > 0) await delay(afterMs, undefined, { signal: gone });
  if (reply.kind === 'body') return void response.writeHead(status, headers).end(reply.body);
  response.writeHead(status, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...headers,
  });
  response.flushHeaders();
  response.socket?.setNoDelay(true);
  const writer = new PacketWriter(response, reply.packets ?? 'events');
  for (const step of reply.steps) {
    gone.throwIfAborted();
    onStep(step);
    if (!(await playStep(step, writer, gone))) return;
  }
  await writer.flush();
  response.end();
}

/** @returns whether the stream goes on after it. */
async function playStep(step: Step, writer: PacketWriter, gone: AbortSignal): Promise<boolean> {
  if ('raw' in step) await writer.send(step.raw);
  else if ('data' in step) await writer.send(`data: ${JSON.stringify(step.data)}\n\n`);
  else {
    await writer.flush();
    if ('hang' in step) return false;
    if ('reset' in step) {
      writer.reset();
      return false;
    }
    const waitMs = 'waitMs' in step ? step.waitMs : writer.startMs + step.untilMs - performance.now();
    if (waitMs > 0) await delay(waitMs, undefined, { signal: gone });
  }
  return true;
}

/** Cuts what is sent into packets and waits until each has left, so that it arrives as one. */
class PacketWriter {
  readonly startMs = performance.now();
  readonly #response: ServerResponse;
  readonly #packets: Packets;
  #held = Buffer.alloc(0);
  #sent = 0;

  constructor(response: ServerResponse, packets: Packets) {
    this.#response = response;
    this.#packets = packets;
  }

  async send(text: string): Promise<void> {
    if (this.#packets === 'events') return this.#write(Buffer.from(text));
    this.#held = Buffer.concat([this.#held, Buffer.from(text)]);
    const sizes = [this.#packets.bytes].flat();
    for (;;) {
      const size = sizes[this.#sent % sizes.length] ?? 1;
      if (this.#held.length < size) return;
      await this.#write(this.#held.subarray(0, size));
      this.#held = this.#held.subarray(size);
      this.#sent++;
    }
  }

  async flush(): Promise<void> {
    await this.#write(this.#held);
    this.#held = Buffer.alloc(0);
  }

  reset(): void {
    this.#response.destroy();
  }

  #write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0 || this.#response.destroyed) return Promise.resolve();
    return new Promise((resolve) => this.#response.write(bytes, () => resolve()));
  }
}

function textChunk(text: string, finish: string | null, usage?: unknown): Step {
  return {
    data: {
      id: 'cmpl-fake',
      object: 'text_completion',
      choices: [{ index: 0, text, finish_reason: finish }],
      ...(usage ? { usage } : {}),
    },
  };
}

/** By code points, so that no character is cut: cutting bytes is the business of `packets`. */
function cut(text: string, length: number): string[] {
  const points = Array.from(text);
  return Array.from({ length: Math.ceil(points.length / length) }, (_, i) =>
    points.slice(i * length, (i + 1) * length).join(''),
  );
}
