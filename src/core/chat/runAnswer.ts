import type { Clock } from '../base/clock.ts';
import type { Tokens } from '../base/units.ts';
import { costOf } from '../cost/costOf.ts';
import { ParlanceError } from '../errors.ts';
import type { Finish, Receipt } from '../provider/chunk.ts';
import { describeError } from '../provider/describeError.ts';
import type { Pipe } from '../provider/pipe.ts';
import type { ModelRequest } from '../provider/request.ts';
import type { AnswerReceipt, AnswerState, CountTokens } from './chat.ts';
import { describeNotice } from '../provider/describeNotice.ts';
import { RestoreStream } from './restoreStream.ts';

/** A request that is ready to go, and the way back for the secrets in it. */
export interface PreparedRequest {
  readonly request: ModelRequest;
  readonly restore: (text: string) => string;
}

export interface AnswerListener {
  onText(text: string): void;
  onReasoning(text: string): void;
  onStatus(text: string): void;
}

export interface AnswerParts {
  readonly pipe: Pipe;
  readonly clock: Clock;
  readonly count: CountTokens;
}

export interface AnswerOutcome {
  readonly state: Exclude<AnswerState, { kind: 'streaming' }>;
  /** Absent where nothing was sent, or it was never answered. */
  readonly receipt?: AnswerReceipt;
}

/** Streams one answer to `listener`. Never throws: what went wrong, and that it was stopped, is in the outcome. */
export async function runAnswer(
  { request, restore }: PreparedRequest,
  { pipe, clock, count }: AnswerParts,
  listener: AnswerListener,
  signal: AbortSignal,
): Promise<AnswerOutcome> {
  const text = new RestoreStream(restore);
  const reasoning = new RestoreStream(restore);
  const startMs = clock.now();
  let received: Tokens = 0;
  let wasSent = false;
  try {
    for await (const chunk of pipe(request, signal)) {
      switch (chunk.kind) {
        case 'notice': {
          wasSent ||= chunk.notice.kind === 'sent';
          const words = describeNotice(chunk.notice);
          if (words !== undefined) listener.onStatus(words);
          break;
        }
        case 'reasoning':
          received += count(chunk.text);
          listener.onReasoning(reasoning.push(chunk.text));
          break;
        case 'text':
          received += count(chunk.text);
          listener.onText(text.push(chunk.text));
          break;
        case 'end':
          listener.onReasoning(reasoning.end());
          listener.onText(text.end());
          return {
            state: stateAfter(chunk.finish, request),
            ...(chunk.receipt && { receipt: kept(chunk.receipt, request) }),
          };
      }
    }
    throw new ParlanceError('malformed', 'The answer had no end.');
  } catch (error) {
    listener.onText(text.end());
    if (!signal.aborted) return { state: failed(asParlanceError(error), request) };
    const receipt = wasSent ? { receipt: estimate(request, received, clock.now() - startMs) } : {};
    return { state: { kind: 'partial', why: 'stopped' }, ...receipt };
  }
}

function stateAfter(finish: Finish, request: ModelRequest): AnswerOutcome['state'] {
  switch (finish.kind) {
    case 'complete':
      return { kind: 'complete' };
    case 'truncated':
      return { kind: 'partial', why: finish.by };
    case 'failed':
      return failed(finish.error, request);
  }
}

function failed(error: ParlanceError, { target }: ModelRequest): AnswerOutcome['state'] {
  const { text, actions } = describeError(error, target);
  return { kind: 'failed', error: error.kind, message: text, actions };
}

/** @throws what is none: our own mistake, for the log */
function asParlanceError(error: unknown): ParlanceError {
  if (error instanceof ParlanceError) return error;
  throw error;
}

function kept(receipt: Receipt, { strategy = '' }: ModelRequest): AnswerReceipt {
  const { usage, cost, servedBy, firstTokenMs, totalMs } = receipt;
  return { usage, cost, servedBy, totalMs, strategy, ...(firstTokenMs !== undefined && { firstTokenMs }) };
}

/** A stopped request reports no usage: what was sent is billed in full, what came back as far as it came. */
function estimate(
  { promptTokens, target, strategy = '' }: ModelRequest,
  received: Tokens,
  totalMs: number,
): AnswerReceipt {
  const usage = {
    inputTokens: promptTokens,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: Math.ceil(received * target.model.tokenRatio),
    reasoningTokens: 0,
    origin: 'estimated',
  } as const;
  return { usage, cost: costOf(usage, target.model.price), servedBy: 'network', totalMs, strategy };
}
