import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { elements, field, parseJson, stringField } from '../../src/core/base/json.ts';
import { chooseAnswer } from './chooseAnswer.ts';
import { readRecordings, type Recording } from './recordings.ts';

export const sampleModel = 'sample';

/** The pace of a fast hosted model. */
const firstTokenMs = 450;
const tokensPerSecond = 70;
const charactersPerToken = 4; // of code, about
const aboutAToken = new RegExp(`[^]{1,${charactersPerToken}}`, 'gu');

export interface SampleProvider {
  /** As `parlance.baseUrl` wants it. */
  readonly baseUrl: string;
  readonly stop: () => void;
}

/** Serves recorded answers on a free loopback port, streamed as an OpenAI-compatible provider streams them. */
export async function startSampleProvider(): Promise<SampleProvider> {
  const recordings = readRecordings();
  const server = createServer((request, response) => void respond(request, response, recordings));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { baseUrl: `http://127.0.0.1:${port}/v1`, stop };
}

async function respond(request: IncomingMessage, response: ServerResponse, recordings: readonly Recording[]) {
  const body = await text(request);
  if (request.url === '/v1/models') return sendJson(response, 200, { data: [{ id: sampleModel, object: 'model' }] });
  if (request.url !== '/v1/chat/completions') {
    return sendJson(response, 404, { error: { message: `The sample provider does not serve ${request.url}.` } });
  }
  const prompt = (elements(field(parseJson(body), 'messages')) ?? []).map(
    (message) => stringField(message, 'content') ?? '',
  );
  await stream(response, chooseAnswer(prompt, recordings), tokensOf(prompt.join('')));
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function stream(response: ServerResponse, answer: string, promptTokens: number): Promise<void> {
  await delay(firstTokenMs);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (chunk: object) =>
    response.write(`data: ${JSON.stringify({ id: 'sample', model: sampleModel, ...chunk })}\n\n`);
  const startMs = performance.now();
  let sent = 0;
  for (const [token] of answer.matchAll(aboutAToken)) {
    if (response.destroyed) return; // cancelled
    send({ choices: [{ index: 0, delta: { content: token } }] });
    await delay(Math.max(0, startMs + (++sent * 1000) / tokensPerSecond - performance.now()));
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  send({ choices: [], usage: { prompt_tokens: promptTokens, completion_tokens: sent } });
  response.end('data: [DONE]\n\n');
}

function tokensOf(prompt: string): number {
  return Math.ceil(prompt.length / charactersPerToken);
}
