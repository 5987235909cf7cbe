import type { ParlanceError } from '../errors.ts';
import type { Target } from './target.ts';

/** Which of the parameters that differ between providers one model takes. */
export interface Quirks {
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens';
  readonly hasTemperature: boolean;
  readonly hasStreamOptions: boolean;
  readonly hasStop: boolean;
}

const usual: Quirks = { maxTokens: 'max_tokens', hasTemperature: true, hasStreamOptions: true, hasStop: true };

/** What was learnt of each model by its refusals: plain data, to be stored between sessions. */
export type QuirksState = Readonly<Record<string, Quirks>>;

/** Remembers per endpoint and model which parameters to leave out or rename, so that a refusal happens once. */
export class QuirksMemory {
  readonly #known: Map<string, Quirks>;
  readonly #save: (state: QuirksState) => void;

  constructor(state: QuirksState, save: (state: QuirksState) => void) {
    this.#known = new Map(Object.entries(state));
    this.#save = save;
  }

  of(target: Target): Quirks {
    return this.#known.get(keyOf(target)) ?? usual;
  }

  /**
   * Learns from a `badParameter` error.
   * @returns what was changed, in words for the log; undefined when there is nothing to try.
   */
  repair(target: Target, { details: { parameter } }: ParlanceError): string | undefined {
    const before = this.of(target);
    const after = repaired(before, parameter);
    if (!after) return undefined;
    this.#known.set(keyOf(target), after);
    this.#save(Object.fromEntries(this.#known));
    return parameter === 'max_tokens' || parameter === 'max_completion_tokens'
      ? `${parameter} is called ${after.maxTokens} here`
      : `${parameter} is not taken here`;
  }
}

function repaired(quirks: Quirks, parameter: string | undefined): Quirks | undefined {
  switch (parameter) {
    case 'max_tokens':
      return quirks.maxTokens === parameter ? { ...quirks, maxTokens: 'max_completion_tokens' } : undefined;
    case 'max_completion_tokens':
      return quirks.maxTokens === parameter ? { ...quirks, maxTokens: 'max_tokens' } : undefined;
    case 'temperature':
      return quirks.hasTemperature ? { ...quirks, hasTemperature: false } : undefined;
    case 'stream_options':
      return quirks.hasStreamOptions ? { ...quirks, hasStreamOptions: false } : undefined;
    case 'stop':
      return quirks.hasStop ? { ...quirks, hasStop: false } : undefined;
    default:
      return undefined;
  }
}

const keyOf = ({ endpoint, model }: Target) => `${endpoint.baseUrl} ${model.id}`;
