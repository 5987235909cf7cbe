import type { Chunk } from '../provider/chunk.ts';
import type { Pipe } from '../provider/pipe.ts';
import type { ModelRequest } from '../provider/request.ts';

type End = { readonly kind: 'over' } | { readonly kind: 'failed'; readonly error: unknown };

/**
 * One request in flight with any number of readers, each of whom gets all of it from the beginning.
 * It goes on as long as somebody reads.
 */
export class SharedAnswer {
  readonly request: ModelRequest;
  readonly #onClose: (answer: SharedAnswer) => void;
  readonly #chunks: Chunk[] = [];
  readonly #abort = new AbortController();
  #waiting: (() => void)[] = [];
  #readers = 0;
  #end: End | undefined;

  /** @param onClose called when nobody should join any longer: it is over, or abandoned */
  constructor(source: Pipe, request: ModelRequest, onClose: (answer: SharedAnswer) => void) {
    this.request = request;
    this.#onClose = onClose;
    void this.#run(source(request, this.#abort.signal));
  }

  async *read(signal: AbortSignal): AsyncGenerator<Chunk, void> {
    this.#readers++;
    const wake = () => this.#wake();
    signal.addEventListener('abort', wake);
    try {
      for (let index = 0; ; index++) {
        while (index >= this.#chunks.length && !this.#end && !signal.aborted) {
          await new Promise<void>((resolve) => this.#waiting.push(resolve));
        }
        signal.throwIfAborted();
        const chunk = this.#chunks[index];
        if (chunk) yield chunk;
        else if (this.#end?.kind === 'failed') throw this.#end.error;
        else return;
      }
    } finally {
      signal.removeEventListener('abort', wake);
      if (--this.#readers === 0 && !this.#end) this.#abandon(signal.reason);
    }
  }

  #abandon(reason: unknown): void {
    this.#onClose(this);
    this.#abort.abort(reason ?? new Error('Nobody reads the answer any longer.'));
  }

  async #run(chunks: AsyncIterable<Chunk>): Promise<void> {
    try {
      for await (const chunk of chunks) {
        this.#chunks.push(chunk);
        this.#wake();
      }
      this.#end = { kind: 'over' };
    } catch (error) {
      this.#end = { kind: 'failed', error };
    }
    this.#onClose(this);
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
