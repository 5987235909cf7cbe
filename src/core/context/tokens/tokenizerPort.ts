import type { Tokens } from '../../base/units.ts';

/** To the worker: count each of the pieces. */
export interface TokenizerRequest {
  readonly id: number;
  readonly pieces: readonly string[];
}

/** From the worker: the counts, in the order of the request's pieces. */
export interface TokenizerAnswer {
  readonly id: number;
  readonly counts: readonly Tokens[];
}

export interface TokenizerListener {
  onAnswer(answer: TokenizerAnswer): void;
  /** The worker could not start or has died: nothing more will come from it. */
  onFailure(cause: unknown): void;
}

/** The way to a tokenizer that runs elsewhere. */
export interface TokenizerPort {
  send(request: TokenizerRequest): void;
  dispose(): void;
}

/** Starts the tokenizer. Called once, at the first count. */
export type ConnectTokenizer = (listener: TokenizerListener) => TokenizerPort;
