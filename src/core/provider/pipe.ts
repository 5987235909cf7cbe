import type { Chunk } from './chunk.ts';
import type { ModelRequest } from './request.ts';

/**
 * A request goes in, the parts of its answer come out. Nothing is sent before the first `next()`.
 * @throws {ParlanceError} on a failure before the first text.
 * @throws the signal's reason once it aborts, within 50 ms, its sockets and timers freed.
 */
export type Pipe = (request: ModelRequest, signal: AbortSignal) => AsyncIterable<Chunk>;

/** One stage of the pipe: wraps the next. The order is a list in `reliability/pipeline.ts`. */
export type Policy = (next: Pipe) => Pipe;
