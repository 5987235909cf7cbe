/** Longer than `data: [DONE]` and the line breaks after it. */
const tailBytes = 24;

/**
 * Remembers the last bytes of a stream. The SDK does not tell a stream that said `[DONE]` from one that was cut, and
 * some servers never send a finish reason.
 */
export class StreamEnd {
  #tail = '';

  get isDone(): boolean {
    return /\[DONE\]\s*$/.test(this.#tail);
  }

  /** The same response, watched. */
  watch({ body, status, statusText, headers }: Response): Response {
    this.#tail = '';
    const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader();
    if (!reader) return new Response(body, { status, statusText, headers });
    const watched = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          this.#tail = (this.#tail + ascii(value.subarray(-tailBytes))).slice(-tailBytes);
          controller.enqueue(value);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      // Reads on only when asked to: a slow reader slows the provider down.
      { highWaterMark: 0 },
    );
    return new Response(watched, { status, statusText, headers });
  }
}

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes);
