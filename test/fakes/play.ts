import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { chatChunk, done, type Answer, type AnswerOptions, type Reply, type Step } from './reply.ts';
import { usagePayload, type BilledTokens } from './bill.ts';

/** Turns an answer into the steps of its stream. */
export function stepsOf({ text, options }: Answer, tokens: BilledTokens, shape: 'chat' | 'completions'): Step[] {
  const {
    chunkLength = 4,
    betweenMs = 0,
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

/** Plays a reply; resolves when it is over or the client has gone. */
export async function play(reply: Reply, response: ServerResponse, gone: AbortSignal): Promise<void> {
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
  await playSteps(reply, response, gone);
}

async function playSteps(
  reply: Reply & { kind: 'stream' },
  response: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  const { packets = 'events' } = reply;
  let held = Buffer.alloc(0);
  const send = async (bytes: Buffer): Promise<void> => {
    if (packets === 'events') return write(response, bytes);
    held = Buffer.concat([held, bytes]);
    for (; held.length >= packets.bytes; held = held.subarray(packets.bytes))
      await write(response, held.subarray(0, packets.bytes));
  };
  const flush = () => write(response, held).then(() => void (held = Buffer.alloc(0)));
  for (const step of reply.steps) {
    gone.throwIfAborted();
    if ('waitMs' in step) {
      await flush();
      await delay(step.waitMs, undefined, { signal: gone });
    } else if ('hang' in step) return flush();
    else if ('reset' in step) {
      await flush();
      return void response.destroy();
    } else await send(Buffer.from('raw' in step ? step.raw : `data: ${JSON.stringify(step.data)}\n\n`));
  }
  await flush();
  response.end();
}

/** Waits until the bytes have left, so that each packet is one. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  if (bytes.length === 0 || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => response.write(bytes, () => resolve()));
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
