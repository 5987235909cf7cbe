import type { Clock } from '../../src/core/base/clock.ts';
import type { Chunk, Finish } from '../../src/core/provider/chunk.ts';
import type { Pipe } from '../../src/core/provider/pipe.ts';
import type { ModelRequest } from '../../src/core/provider/request.ts';

/** What a scripted model says, and when. */
export interface Script {
  /** The parts in which the text arrives. */
  readonly chunks: readonly string[];
  readonly firstTokenMs?: number;
  readonly chunkMs?: number;
  readonly finish?: Finish;
  /** Thrown in place of an answer. */
  readonly error?: Error;
}

export interface Sent {
  readonly request: ModelRequest;
  readonly atMs: number;
  /** How many of the script's chunks were taken. */
  delivered: number;
  /** Why the request ended before the script did. */
  endedBy?: 'stopped' | 'aborted';
}

/** A pipe that answers from a script, on a clock of the test's own. */
export class ScriptedPipe {
  readonly sent: Sent[] = [];
  readonly #answer: (request: ModelRequest) => Script | string;
  readonly #clock: Clock;

  constructor(clock: Clock, answer: (request: ModelRequest) => Script | string) {
    this.#clock = clock;
    this.#answer = answer;
  }

  readonly pipe: Pipe = (request, signal) => this.#run(request, signal);

  async *#run(request: ModelRequest, signal: AbortSignal): AsyncGenerator<Chunk, void, undefined> {
    signal.throwIfAborted();
    const answer = this.#answer(request);
    const script = typeof answer === 'string' ? { chunks: answer.match(/\n|\w+|[^\w\n]+/g) ?? [] } : answer;
    const sent: Sent = { request, atMs: this.#clock.now(), delivered: 0 };
    this.sent.push(sent);
    let isOver = false;
    try {
      await this.#clock.sleep(script.firstTokenMs ?? 0, signal);
      if (script.error) throw script.error;
      for (const [index, text] of script.chunks.entries()) {
        if (index > 0) await this.#clock.sleep(script.chunkMs ?? 0, signal);
        sent.delivered++;
        yield { kind: 'text', text };
        signal.throwIfAborted();
      }
      isOver = true;
      yield { kind: 'end', finish: script.finish ?? { kind: 'complete' } };
    } finally {
      if (!isOver) sent.endedBy = signal.aborted ? 'aborted' : 'stopped';
    }
  }
}
