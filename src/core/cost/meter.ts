import type { Clock } from '../base/clock.ts';
import type { Milliseconds, Tokens } from '../base/units.ts';
import { ParlanceError } from '../errors.ts';
import type { Chunk, Finish, Notice, Receipt, Usage } from '../provider/chunk.ts';
import type { Policy } from '../provider/pipe.ts';
import type { ModelRequest } from '../provider/request.ts';
import { costOf } from './costOf.ts';
import type { LedgerEntry, Outcome } from './entry.ts';

export interface MeterParts {
  readonly clock: Clock;
  /** Tokens of o200k_base; the model's ratio is applied here. */
  readonly countTokens: (text: string) => Tokens;
  readonly book: (entry: LedgerEntry) => void;
}

/** Adds the receipt to the end of each answer, and books every request whatever became of it. */
export function meter(parts: MeterParts): Policy {
  return (next) =>
    async function* metered(request, signal) {
      const reading = new Reading(request, parts);
      try {
        for await (const chunk of next(request, signal)) {
          const read = reading.read(chunk);
          // Booked before the end is passed on: who stops reading there must not seem to have cancelled.
          if (read.kind === 'end') reading.book(outcomeOf(read.finish));
          yield read;
        }
      } catch (error) {
        reading.fail(error, signal);
        throw error;
      } finally {
        // The consumer stopped reading: nothing else ends up here unbooked.
        reading.book({ kind: 'cancelled' });
      }
    };
}

/** Books an answer from the cache, or one that somebody else's request already pays for. */
export function bookFree({
  clock,
  book,
}: MeterParts): (request: ModelRequest, usage: Usage, servedBy: 'cache' | 'shared') => Receipt {
  return (request, usage, servedBy) => {
    const { id, target, feature, strategy } = request;
    const receipt: Receipt = {
      requestId: id,
      target,
      servedBy,
      usage: nothing,
      cost: { kind: 'known', usd: 0, isEstimate: false },
      saved: costOf(usage, target.model.price),
      totalMs: 0,
    };
    book({
      atMs: clock.wall(),
      feature,
      outcome: { kind: 'complete' },
      receipt,
      ...(strategy !== undefined && { strategy }),
    });
    return receipt;
  };
}

function outcomeOf(finish: Finish): Outcome {
  switch (finish.kind) {
    case 'complete':
      return { kind: 'complete' };
    case 'truncated':
      return { kind: 'truncated' };
    case 'failed':
      return { kind: 'failed', error: finish.error.kind };
  }
}

/** What one request has used so far. */
class Reading {
  readonly #request: ModelRequest;
  readonly #parts: MeterParts;
  readonly #startMs: Milliseconds;
  #firstTokenMs: Milliseconds | undefined;
  #text = '';
  #reasoning = '';
  #wasSent = false;
  #receipt: Receipt | undefined;
  /** Attempts that we ended: the provider has read their prompt. */
  #attemptsGivenUp = 0;
  #isBooked = false;

  constructor(request: ModelRequest, parts: MeterParts) {
    this.#request = request;
    this.#parts = parts;
    this.#startMs = parts.clock.now();
  }

  read(chunk: Chunk): Chunk {
    switch (chunk.kind) {
      case 'notice':
        this.#heed(chunk.notice);
        return chunk;
      case 'text':
        this.#firstTokenMs ??= this.#elapsedMs();
        this.#text += chunk.text;
        return chunk;
      case 'reasoning':
        this.#firstTokenMs ??= this.#elapsedMs();
        this.#reasoning += chunk.text;
        return chunk;
      case 'end':
        this.#receipt = this.#receiptFor(chunk.usage ?? this.#estimate());
        return { ...chunk, receipt: this.#receipt };
    }
  }

  #heed(notice: Notice): void {
    if (notice.kind === 'sent') this.#wasSent = true;
    // What was refused is not billed.
    if (notice.kind === 'repaired' || notice.kind === 'retrying') this.#wasSent = false;
    if (notice.kind === 'retrying' && notice.error.kind === 'timeout') this.#attemptsGivenUp++;
  }

  fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return this.book({ kind: 'cancelled' });
    const kind = error instanceof ParlanceError ? error.kind : 'network';
    // An error that the provider answers with is not billed; a request that we gave up on is.
    if (kind !== 'timeout') this.#wasSent = false;
    this.book({ kind: 'failed', error: kind });
  }

  book(outcome: Outcome): void {
    if (this.#isBooked) return;
    this.#isBooked = true;
    const { feature, strategy } = this.#request;
    const receipt = this.#receipt ?? this.#receiptFor(this.#wasSent ? this.#estimate() : nothing);
    this.#parts.book({
      atMs: this.#parts.clock.wall(),
      feature,
      outcome,
      receipt,
      ...(strategy !== undefined && { strategy }),
    });
  }

  #receiptFor(ofLastAttempt: Usage): Receipt {
    const { id, target } = this.#request;
    const usage = this.#withGivenUp(ofLastAttempt);
    return {
      requestId: id,
      target,
      servedBy: 'network',
      usage,
      cost: costOf(usage, target.model.price),
      ...(this.#firstTokenMs !== undefined && { firstTokenMs: this.#firstTokenMs }),
      totalMs: this.#elapsedMs(),
    };
  }

  #withGivenUp(usage: Usage): Usage {
    if (this.#attemptsGivenUp === 0) return usage;
    const { reportedCostUsd: _ofOneAttempt, ...rest } = usage;
    const inputTokens = usage.inputTokens + this.#attemptsGivenUp * this.#request.promptTokens;
    return { ...rest, inputTokens, origin: 'estimated' };
  }

  /** What was sent is billed in full, what came back as far as it came. */
  #estimate(): Usage {
    const { promptTokens, target } = this.#request;
    const count = (text: string) => Math.ceil(this.#parts.countTokens(text) * target.model.tokenRatio);
    const reasoningTokens = count(this.#reasoning);
    return {
      inputTokens: promptTokens,
      cachedInputTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: reasoningTokens + count(this.#text),
      reasoningTokens,
      origin: 'estimated',
    };
  }

  #elapsedMs(): Milliseconds {
    return this.#parts.clock.now() - this.#startMs;
  }
}

const nothing: Usage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  origin: 'reported',
};
