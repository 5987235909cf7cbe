import type { Clock } from '../base/clock.ts';
import type { EpochMilliseconds, Milliseconds } from '../base/units.ts';
import type { InlineCall } from './call.ts';
import type { Outcome } from './outcome.ts';

/** The stages of a call, in the order in which they come. */
export type Stage =
  'show' | 'reuse' | 'wait' | 'place' | 'obstacle' | 'pause' | 'prompt' | 'request' | 'answer' | 'fit';

/** What a stage found. */
export interface Step {
  readonly stage: Stage;
  readonly finding: string;
  readonly figures: Readonly<Record<string, number | string>>;
  /** Since the call. */
  readonly atMs: Milliseconds;
}

/** A call with all that led to its outcome. Holds no code. */
export interface Decision {
  readonly wall: EpochMilliseconds;
  readonly path: string;
  readonly languageId: string;
  /** From 1, as editors show it. */
  readonly line: number;
  readonly trigger: InlineCall['trigger'];
  readonly modelId: string;
  readonly steps: readonly Step[];
  /** Absent while the call is under way. */
  readonly outcome?: Outcome;
  readonly totalMs?: Milliseconds;
}

const keptDecisions = 50;

/** The latest calls and what was decided on each, for *Why No Suggestion?*, and how often each reason came up. */
export class DecisionLog {
  readonly #clock: Clock;
  readonly #counts = new Map<string, number>();
  #decisions: readonly Recorder[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(call: InlineCall): Recorder {
    const recorder = new Recorder(call, this.#clock, (reason) =>
      this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1),
    );
    this.#decisions = [...this.#decisions, recorder].slice(-keptDecisions);
    return recorder;
  }

  /** The latest call that came to an end of its own, or else the latest. */
  get last(): Decision | undefined {
    const decisions = this.#decisions.map(({ decision }) => decision);
    return decisions.findLast(({ outcome }) => outcome !== undefined && !isSuperseded(outcome)) ?? decisions.at(-1);
  }

  /** How many calls ended for each reason, `items` among them. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}

/** Takes down the steps of one call. */
export class Recorder {
  readonly #clock: Clock;
  readonly #startMs: Milliseconds;
  readonly #head: Pick<Decision, 'wall' | 'path' | 'languageId' | 'line' | 'trigger' | 'modelId'>;
  readonly #count: (reason: string) => void;
  readonly #steps: Step[] = [];
  #end: Pick<Decision, 'outcome' | 'totalMs'> = {};

  constructor(call: InlineCall, clock: Clock, count: (reason: string) => void) {
    this.#clock = clock;
    this.#startMs = clock.now();
    this.#count = count;
    this.#head = {
      wall: clock.wall(),
      path: call.document.path,
      languageId: call.document.languageId,
      line: call.position.line + 1,
      trigger: call.trigger,
      modelId: call.target.model.id,
    };
  }

  step(stage: Stage, finding: string, figures: Step['figures'] = {}): void {
    this.#steps.push({ stage, finding, figures, atMs: this.#clock.now() - this.#startMs });
  }

  end(outcome: Outcome): Outcome {
    this.#end = { outcome, totalMs: this.#clock.now() - this.#startMs };
    this.#count(reasonOf(outcome));
    return outcome;
  }

  get decision(): Decision {
    return { ...this.#head, steps: this.#steps, ...this.#end };
  }
}

function reasonOf(outcome: Outcome): string {
  if (outcome.kind === 'items') return 'items';
  return outcome.skip.reason === 'filtered' ? `filtered: ${outcome.skip.by}` : outcome.skip.reason;
}

function isSuperseded(outcome: Outcome): boolean {
  return outcome.kind === 'skip' && outcome.skip.reason === 'superseded';
}
