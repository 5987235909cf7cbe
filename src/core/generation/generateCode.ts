import type { Finish, Notice, Receipt } from '../provider/chunk.ts';
import type { Pipe } from '../provider/pipe.ts';
import type { ModelRequest } from '../provider/request.ts';
import type { Cleaner } from './clean/cleaner.ts';

export type GenerationEvent =
  /** Goes into the document as it is. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** The model is thinking; nothing of it is shown. */
  | { readonly kind: 'reasoning' }
  | { readonly kind: 'end'; readonly outcome: GenerationOutcome };

export interface GenerationOutcome {
  readonly finish: Finish;
  readonly receipt?: Receipt;
  /** Set when the answer held no code: what it said instead. */
  readonly said?: string;
  /** The model that was asked for, where another one has taken over. */
  readonly insteadOf?: string;
}

export interface GenerationParts {
  readonly pipe: Pipe;
  readonly cleaner: Cleaner;
  /** Puts back the secrets that the prompt held as placeholders. Given whole lines. */
  readonly restore: (text: string) => string;
}

/**
 * Asks the model and cleans its answer while it streams.
 * @throws {ParlanceError} when nothing came.
 * @throws the signal's reason when it aborts.
 */
export async function* generateCode(
  request: ModelRequest,
  { pipe, cleaner, restore }: GenerationParts,
  signal: AbortSignal,
): AsyncGenerator<GenerationEvent, void> {
  let insteadOf: string | undefined;
  for await (const chunk of pipe(request, signal)) {
    switch (chunk.kind) {
      case 'notice':
        if (chunk.notice.kind === 'fellBack') insteadOf = chunk.notice.from.model.id;
        yield chunk;
        break;
      case 'reasoning':
        yield { kind: 'reasoning' };
        break;
      case 'text': {
        const text = cleaner.push(chunk.text);
        if (text !== '') yield { kind: 'code', text: restore(text) };
        break;
      }
      case 'end': {
        const cleaned = cleaner.finish();
        if (cleaned.kind === 'code' && cleaned.text !== '') yield { kind: 'code', text: restore(cleaned.text) };
        const { finish, receipt } = chunk;
        const said = cleaned.kind === 'noCode' ? { said: cleaned.said } : {};
        const instead = insteadOf === undefined ? {} : { insteadOf };
        yield { kind: 'end', outcome: { finish, ...(receipt && { receipt }), ...said, ...instead } };
      }
    }
  }
}
