import type { Clock } from '../../base/clock.ts';
import type { Milliseconds } from '../../base/units.ts';
import type { Finish } from '../../provider/chunk.ts';
import type { Pipe } from '../../provider/pipe.ts';
import type { ModelRequest } from '../../provider/request.ts';
import type { Spot } from '../document.ts';
import { shapeAnswer } from '../filters/answerFilters.ts';
import type { AnswerSite, FilterName } from '../filters/filter.ts';
import { agrees, continuationSince, type Anchor } from './continuation.ts';

/** How a request ended. */
export type Landing =
  /** `wasStopped` where the stream was cancelled because enough was there. */
  | { readonly kind: 'answered'; readonly text: string; readonly wasStopped: boolean }
  | { readonly kind: 'dropped'; readonly by: FilterName; readonly wasStopped: boolean }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'cancelled'; readonly why: CancelReason };

/** `diverged`: what was typed contradicts the answer or its place. `abandoned`: nobody has waited for it for a while. */
export type CancelReason = 'diverged' | 'abandoned' | 'replaced' | 'disposed';

/** What a request for ghost text is aborted with: not an error, and not the user's own cancelling. */
class FlightCancelled extends Error {
  override readonly name = 'FlightCancelled';
  readonly why: CancelReason;

  constructor(why: CancelReason) {
    super(`The suggestion is not needed any longer: ${why}.`);
    this.why = why;
  }
}

export interface FlightPlan {
  readonly request: ModelRequest;
  readonly anchor: Anchor;
  readonly origin: string;
  readonly at: Omit<AnswerSite, 'isFinal'>;
  /** Puts back what was hidden from the provider. */
  readonly restore: (answer: string) => string;
}

/** How long a request goes on when nobody waits: editors end one call some 50 ms before they make the next. */
const graceMs: Milliseconds = 400;

/** A request under way. It belongs to the engine, not to the call that started it: the next keystroke can wait for it too. */
export class Flight {
  readonly plan: FlightPlan;
  readonly landing: Promise<Landing>;
  readonly #abort = new AbortController();
  readonly #clock: Clock;
  readonly #land: (landing: Landing) => void;
  #isOver = false;
  #waiters = 0;
  /** How often it was waited for. */
  #waits = 0;
  #text = '';
  #typed = '';

  constructor(plan: FlightPlan, pipe: Pipe, clock: Clock) {
    this.plan = plan;
    this.#clock = clock;
    const { promise, resolve } = Promise.withResolvers<Landing>();
    this.landing = promise;
    this.#land = (landing) => {
      this.#isOver = true;
      resolve(landing);
    };
    void this.#fly(pipe);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The code in what has arrived so far. */
  get textSoFar(): string {
    return this.#text;
  }

  /** Whether what was typed since, if anything, is what the answer has so far; from now on it has to go on like that. */
  follow(spot: Spot): boolean {
    const continuation = continuationSince(this.plan.anchor, spot);
    if (continuation?.kind !== 'typed' || !agrees(this.#text, continuation.text)) return false;
    this.#typed = continuation.text;
    return true;
  }

  /** Waits for the end. @throws the signal's reason once it aborts; the request goes on for a moment. */
  async wait(signal: AbortSignal): Promise<Landing> {
    this.#waiters++;
    this.#waits++;
    try {
      return await untilAborted(this.landing, signal);
    } finally {
      if (--this.#waiters === 0 && !this.isOver) void this.#cancelUnlessAwaited();
    }
  }

  cancel(why: CancelReason): void {
    this.#land({ kind: 'cancelled', why });
    this.#abort.abort(new FlightCancelled(why));
  }

  async #cancelUnlessAwaited(): Promise<void> {
    const waits = this.#waits;
    try {
      await this.#clock.sleep(graceMs, this.#abort.signal);
    } catch {
      return; // Cancelled meanwhile.
    }
    if (this.#waits === waits) this.cancel('abandoned');
  }

  async #fly(pipe: Pipe): Promise<void> {
    const { signal } = this.#abort;
    let answer = '';
    let finish: Finish | undefined;
    try {
      for await (const chunk of pipe(this.plan.request, signal)) {
        if (chunk.kind === 'end') finish = chunk.finish;
        if (chunk.kind !== 'text') continue;
        answer += chunk.text;
        // Leaving the loop cancels the stream. Nobody is to wait for its sockets: the landing comes first.
        if (this.#isEnough(answer)) return;
      }
      signal.throwIfAborted();
    } catch (error) {
      if (!this.#isOver) this.#land({ kind: 'failed', error });
      return;
    }
    if (finish?.kind === 'failed' && answer === '') this.#land({ kind: 'failed', error: finish.error });
    else this.#land(this.#settle(answer, true) ?? { kind: 'dropped', by: 'blank', wasStopped: false });
  }

  /** Looks at what has arrived: is it all that is wanted, or has the user typed something else? */
  #isEnough(answer: string): boolean {
    const landing = this.#settle(answer, false);
    if (landing) this.#land(landing);
    else if (!agrees(this.#text, this.#typed)) this.cancel('diverged');
    return this.#isOver;
  }

  #settle(answer: string, isFinal: boolean): Landing | undefined {
    const shaped = shapeAnswer(this.plan.restore(answer), { ...this.plan.at, isFinal });
    if (shaped.kind !== 'dropped') this.#text = shaped.text;
    if (shaped.kind === 'partial') return undefined;
    if (shaped.kind === 'dropped') return { kind: 'dropped', by: shaped.by, wasStopped: !isFinal };
    return { kind: 'answered', text: shaped.text, wasStopped: !isFinal };
  }
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
