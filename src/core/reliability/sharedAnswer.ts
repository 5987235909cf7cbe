import type { Chunk } from '../provider/chunk.ts';
import type { Pipe } from '../provider/pipe.ts';
import type { ModelRequest } from '../provider/request.ts';

/**
 * One request in flight with any number of readers, each of whom gets all of it from the beginning.
 * It goes on as long as somebody reads.
 */
export class SharedAnswer {
  readonly #chunks: Chunk[] = [];
  readonly #abort = new AbortController();
  #waiting: (() => void)[] = [];
  #readers = 0;
  #end: { readonly kind: 'over' } | { readonly kind: 'failed'; readonly error: unknown } | undefined;

  /** @param onEnd called once, when nobody can join any longer. */
  constructor(source: Pipe, request: ModelRequest, onEnd: () => void) {
    void this.#run(source, request).finally(onEnd);
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
      if (--this.#readers === 0) this.#abort.abort(signal.reason ?? new Error('Nobody reads the answer any longer.'));
    }
  }

  async #run(source: Pipe, request: ModelRequest): Promise<void> {
    try {
      for await (const chunk of source(request, this.#abort.signal)) {
        this.#chunks.push(chunk);
        this.#wake();
      }
      this.#end = { kind: 'over' };
    } catch (error) {
      this.#end = { kind: 'failed', error };
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
