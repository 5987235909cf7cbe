// A provider that knows how the file will end, with a price, a prompt cache and a clock of the simulation's.
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import type { Clock } from '../src/core/base/clock.ts';
import type { Pipe } from '../src/core/provider/pipe.ts';
import type { ModelRequest } from '../src/core/provider/request.ts';
import type { Price } from '../src/core/provider/target.ts';
import type { Writing } from './replayWriting.ts';

export interface ProviderOptions {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
  /** The share of names that the model does not foresee; it writes another one. */
  readonly surprises: number;
  readonly seed: number;
}

export interface Bill {
  requests: number;
  /** Given up before their answer was of use; streams that stopped once enough was there are not among them. */
  cancelled: number;
  freshTokens: number;
  cachedTokens: number;
  outputTokens: number;
}

/** DeepSeek's unit of caching. */
const blockTokens = 64;
/** The server goes on writing until it learns that nobody listens. */
const cancelLagMs = 30;
const plain = { disallowedSpecial: new Set<string>() };

export class ReplayProvider {
  readonly bill: Bill = { requests: 0, cancelled: 0, freshTokens: 0, cachedTokens: 0, outputTokens: 0 };
  readonly #options: ProviderOptions;
  readonly #clock: Clock;
  readonly #seen = new Set<string>();
  /** What is being written. */
  writing: Writing | undefined;

  constructor(options: ProviderOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  costUsd({ input, cachedInput, output }: Price): number {
    const { freshTokens, cachedTokens, outputTokens } = this.bill;
    return (freshTokens * input + cachedTokens * cachedInput + outputTokens * output) / 1e6;
  }

  readonly pipe: Pipe = (request, signal) => this.#answer(request, signal);

  async *#answer(request: ModelRequest, signal: AbortSignal): ReturnType<Pipe> {
    signal.throwIfAborted();
    this.#charge(request);
    const tokens = this.#tokensOf(request);
    const { firstTokenMs, tokensPerSecond } = this.#options;
    const startMs = this.#clock.now() + firstTokenMs;
    let isDone = false;
    try {
      await this.#clock.sleep(firstTokenMs, signal);
      for (const text of tokens) {
        yield { kind: 'text', text } as const;
        await this.#clock.sleep(1000 / tokensPerSecond, signal);
      }
      isDone = true;
      yield { kind: 'end', finish: { kind: 'complete' } } as const;
    } finally {
      const writtenMs = this.#clock.now() + cancelLagMs - startMs;
      const written = writtenMs < 0 ? 0 : Math.floor((writtenMs / 1000) * tokensPerSecond) + 1;
      this.bill.outputTokens += isDone ? tokens.length : Math.min(tokens.length, written);
      if (signal.aborted) this.bill.cancelled++;
    }
  }

  #charge({ prompt }: ModelRequest): void {
    const text =
      prompt.kind === 'chat'
        ? prompt.messages.map(({ role, content }) => `${role}\n${content}\n`).join('')
        : `${prompt.prefix}${prompt.suffix}`;
    const tokens = encode(text, plain);
    let cached = 0;
    let chain = '';
    for (let end = blockTokens; end <= tokens.length; end += blockTokens) {
      chain = `${chain.slice(-40)}|${tokens.slice(end - blockTokens, end).join(',')}`;
      if (this.#seen.has(chain) && cached === end - blockTokens) cached = end;
      this.#seen.add(chain);
    }
    this.bill.requests++;
    this.bill.cachedTokens += cached;
    this.bill.freshTokens += tokens.length - cached;
  }

  /** What is still to be written, as far as the model foresees it. */
  #tokensOf({ maxOutputTokens }: ModelRequest): readonly string[] {
    const { writing } = this;
    if (!writing) return [];
    const from = writing.written;
    const foreseen = writing.rest.replace(/[A-Za-z_]\w{2,}/g, (name, offset: number) =>
      this.#foreseen(name, from + offset),
    );
    return (foreseen.match(/ ?\w{1,7}|\s+|[^\w\s]{1,2}/g) ?? []).slice(0, maxOutputTokens);
  }

  #foreseen(name: string, offset: number): string {
    // A name that was begun is found out, whatever it is.
    if (/\w/.test(this.writing?.left.at(-1) ?? '') && offset === this.writing?.written) return name;
    return chance(`${this.#options.seed} ${this.writing?.path} ${name} ${offset}`) < this.#options.surprises
      ? `other${name}`
      : name;
  }
}

/** The same number for the same text, evenly spread over [0, 1). */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) / 4_294_967_296;
}
