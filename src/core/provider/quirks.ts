import type { Clock } from '../base/clock.ts';
import type { EpochMilliseconds, Tokens } from '../base/units.ts';
import type { FimSupport, Target } from './target.ts';

/** In what one model at one endpoint differs from the others: which parameters it takes, what it can do. */
export interface Quirks {
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens';
  readonly hasTemperature: boolean;
  readonly hasStreamOptions: boolean;
  readonly hasStop: boolean;
  readonly canStream: boolean;
  /** The most output tokens that it lets be asked for. */
  readonly maxOutputTokens?: Tokens;
  /** The window that a "too long" answer named. */
  readonly windowTokens?: Tokens;
  /** How it fills in the middle, found by asking. */
  readonly fim?: Exclude<FimSupport, 'unknown'>;
}

const usual: Quirks = {
  maxTokens: 'max_tokens',
  hasTemperature: true,
  hasStreamOptions: true,
  hasStop: true,
  canStream: true,
};

/** Plain data, to be stored between sessions. */
export type QuirksState = Readonly<
  Record<string, { readonly learntAt: EpochMilliseconds; readonly quirks: Partial<Quirks> }>
>;

/** Servers are updated: after that long what was learnt is learnt again. */
const rememberedMs = 30 * 86_400_000;

/** Remembers per endpoint and model what its refusals have taught, so that each happens once. */
export class QuirksMemory {
  readonly #clock: Clock;
  readonly #save: (state: QuirksState) => void;
  readonly #state = new Map<string, QuirksState[string]>();
  readonly #quirks = new Map<string, Quirks>();

  constructor(state: QuirksState, save: (state: QuirksState) => void, clock: Clock) {
    this.#clock = clock;
    this.#save = save;
    for (const [key, entry] of Object.entries(state))
      if (clock.wall() - entry.learntAt < rememberedMs) this.#remember(key, entry);
  }

  /** The same object until something is learnt. */
  of(target: Target): Quirks {
    return this.#quirks.get(keyOf(target)) ?? usual;
  }

  learn(target: Target, change: Partial<Quirks>): void {
    const key = keyOf(target);
    const quirks = { ...this.#state.get(key)?.quirks, ...change };
    this.#remember(key, { learntAt: this.#clock.wall(), quirks });
    this.#save(Object.fromEntries(this.#state));
  }

  #remember(key: string, entry: QuirksState[string]): void {
    this.#state.set(key, entry);
    this.#quirks.set(key, { ...usual, ...entry.quirks });
  }
}

/** With the user's word on fill-in-the-middle: when that changes, what it led to is forgotten. */
const keyOf = ({ endpoint, model }: Target) => `${endpoint.baseUrl} ${model.id} ${model.fim}`;
