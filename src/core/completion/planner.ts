import type { Clock } from '../base/clock.ts';
import type { Milliseconds } from '../base/units.ts';
import type { CountNow } from '../context/tokens/trim.ts';
import type { Feature, Prompt } from '../provider/request.ts';
import type { FimSupport, Target } from '../provider/target.ts';
import { extentByIndentation, type Extent } from './extent.ts';
import { toModelRequest } from './modelRequest.ts';
import { pauseAt, pauseMs } from './pause.ts';
import { buildPrompt, type BuiltPrompt, type Redaction } from './prompt/buildPrompt.ts';
import { RelatedCode, type RelatedSources } from './prompt/relatedCode.ts';
import { purposeOf, type Purpose } from './purpose.ts';
import type { FlightPlan } from './reuse/flight.ts';
import type { Grammars } from './syntax/grammars.ts';
import type { TypingRhythm } from './typingRhythm.ts';
import type { Work } from './work.ts';

export interface PlannerParts extends RelatedSources {
  readonly clock: Clock;
  readonly countNow: CountNow;
  readonly redaction: Redaction;
  readonly grammars: Pick<Grammars, 'of'>;
  /** Unique in this window. */
  readonly newId: () => string;
  /** The target's usual time to the first token; undefined before the first answer. */
  readonly latency: (target: Target) => Milliseconds | undefined;
  /** How the target fills in the middle, as far as it is known. */
  readonly fim: (target: Target) => FimSupport;
}

/** A prompt for a place, and what text there is for. */
export interface Draft {
  readonly built: BuiltPrompt;
  readonly extent: Extent;
  readonly purpose: Purpose;
}

export interface PlanOptions {
  /** From 0, of several that the user has asked for by hand. */
  readonly alternative?: number;
  readonly feature?: Extract<Feature, 'inline' | 'prefetch'>;
}

/** Waits for the moment to ask, and puts together what is asked. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #rhythm: TypingRhythm;
  readonly #related: RelatedCode;

  constructor(parts: PlannerParts, rhythm: TypingRhythm) {
    this.#parts = parts;
    this.#rhythm = rhythm;
    this.#related = new RelatedCode(parts, parts.clock);
  }

  /** Drafts a prompt while the user may type on: it is ready when the pause is over. */
  async draftInPause(work: Work): Promise<Draft> {
    const { clock } = this.#parts;
    const half = this.#pause(work) / 2;
    // Most pauses end in their first half with the next key: nothing is put together in vain.
    if (half > 0) await clock.sleep(half, work.signal);
    const [draft] = await Promise.all([this.#draft(work), half > 0 ? clock.sleep(half, work.signal) : undefined]);
    work.signal.throwIfAborted();
    return draft;
  }

  draftNow(work: Work): Promise<Draft> {
    return this.#draft(work);
  }

  plan(
    { built, extent, purpose }: Draft,
    { call, site, origin }: Work,
    { alternative = 0, feature = 'inline' }: PlanOptions = {},
  ): FlightPlan {
    const id = this.#parts.newId();
    return {
      request: toModelRequest({ id, feature, target: call.target, built, site, extent, alternative }),
      anchor: built.anchor,
      origin,
      at: { site, purpose },
      restore: (answer) => this.#parts.redaction.restore(answer),
    };
  }

  #pause({ call, site, recorder }: Work): Milliseconds {
    const at = pauseAt(site, extentByIndentation(site));
    const { usualInterval } = this.#rhythm;
    const latencyMs = this.#parts.latency(call.target);
    const ms = call.fixedPauseMs > 0 ? call.fixedPauseMs : pauseMs({ at, usualInterval, latencyMs });
    recorder.step('pause', at, { ms, usualInterval, ...(latencyMs === undefined ? {} : { latencyMs }) });
    return ms;
  }

  async #draft({ call, spot, site, recorder, signal }: Work): Promise<Draft> {
    const extent = extentByIndentation(site);
    const purpose = purposeOf(site, extent, this.#parts.grammars.of(call.document.languageId));
    const { countNow, redaction, fim } = this.#parts;
    const form = formFor(fim(call.target));
    const task = { spot, extent, form, model: call.target.model, maxTokens: call.maxPromptTokens };
    const built = await buildPrompt(task, { countNow, redaction, related: this.#related }, signal);
    signal.throwIfAborted();
    const { before, after } = built.anchor;
    const figures = {
      form,
      tokens: built.tokens,
      linesAbove: before.length,
      linesBelow: after.length,
      related: built.relatedPieces,
    };
    recorder.step('prompt', extent.kind, figures);
    return { built, extent, purpose };
  }
}

/** Until more is known, what every endpoint understands. */
const formFor = (fim: FimSupport): Prompt['kind'] => (fim === 'suffix' || fim === 'template' ? 'fim' : 'chat');
