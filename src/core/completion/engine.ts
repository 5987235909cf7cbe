import type { Pipe } from '../provider/pipe.ts';
import type { Target } from '../provider/target.ts';
import type { InlineCall, Item } from './call.ts';
import { DecisionLog, Recorder } from './decision.ts';
import { withText, type Spot } from './document.ts';
import { leadingSpaceOf } from './indentation.ts';
import { fitToPlace } from './filters/placeFilters.ts';
import type { Obstacle, Outcome, Skip, Source } from './outcome.ts';
import { Planner, type PlannerParts } from './planner.ts';
import type { Flight, FlightPlan, Landing } from './reuse/flight.ts';
import { Flights } from './reuse/flights.ts';
import { SuggestionCache, type Found, type Suggestion } from './reuse/suggestionCache.ts';
import { objectionToPlace, objectionToShowing } from './rules.ts';
import { SiteReader } from './site.ts';
import { TypingRhythm } from './typingRhythm.ts';
import { originOf, toItem, workOf, type Work } from './work.ts';

/** What the engine needs of its neighbours. */
export interface EngineParts extends PlannerParts {
  readonly pipe: Pipe;
  /** What stands against a request to the target just now. Asked at most once for a keystroke: it has to be quick. */
  readonly obstacle: (target: Target) => Obstacle | undefined;
}

/** As many texts are offered when the user asks by hand. */
const mostAlternatives = 3;

/** Ghost text: decides what to suggest at a cursor, and asks a model only where nothing at hand will do. */
export class CompletionEngine {
  readonly decisions: DecisionLog;
  readonly #parts: EngineParts;
  readonly #cache: SuggestionCache;
  readonly #flights: Flights;
  readonly #sites = new SiteReader();
  readonly #rhythm = new TypingRhythm();
  readonly #planner: Planner;
  #shown: Suggestion | undefined;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.decisions = new DecisionLog(parts.clock);
    this.#cache = new SuggestionCache(parts.clock);
    this.#flights = new Flights(parts.pipe, parts.clock);
    this.#planner = new Planner(parts, this.#rhythm);
  }

  /** @throws the signal's reason once it aborts; a request under way is kept for the next call a moment longer. */
  async provide(call: InlineCall, signal: AbortSignal): Promise<Outcome> {
    const recorder = this.decisions.begin(call);
    try {
      return recorder.end(await this.#provide(call, recorder, signal));
    } catch (error) {
      recorder.end(skip(signal.aborted ? { reason: 'superseded' } : { reason: 'failed', error }));
      throw error;
    }
  }

  /**
   * Asks for what may come behind a text in view, as if it were accepted, and keeps the answer for that moment:
   * on the next line where the text ends a statement.
   * Does nothing where it would not be asked there by itself.
   */
  async prefetch(call: InlineCall, item: Item, signal: AbortSignal): Promise<void> {
    let work = this.#workBehind(call, item, signal);
    if (objectionToPlace(work.site) === 'statementEnd') {
      const indent = leadingSpaceOf(work.site.linePrefix);
      work = this.#workBehind(call, { ...item, text: `${item.text}\n${indent}` }, signal);
    }
    const isInVain = this.#find(work) ?? objectionToPlace(work.site) ?? this.#parts.obstacle(call.target);
    if (isInVain) return;
    this.#launched(this.#planner.plan(await this.#planner.draftNow(work), work, { feature: 'prefetch' }), work);
  }

  /** A key was typed and the cursor is at `spot`. Requests that this contradicts are cancelled, before the editor calls. */
  typed(spot: Spot, target: Target): void {
    this.#rhythm.typed(this.#parts.clock.now());
    this.#flights.follow(spot, originOf(target));
  }

  dispose(): void {
    this.#flights.cancelAll('disposed');
    this.#cache.clear();
  }

  /** The work of a call that would come once `item` is accepted. */
  #workBehind(call: InlineCall, { start, end, text }: Item, signal: AbortSignal): Work {
    const { document, position } = withText(call.document, start, end, text);
    const { suggestItem: _, ...rest } = call;
    const ahead: InlineCall = { ...rest, document, position };
    return workOf(ahead, new SiteReader(), new Recorder(ahead, this.#parts.clock, () => undefined), signal);
  }

  async #provide(call: InlineCall, recorder: Recorder, signal: AbortSignal): Promise<Outcome> {
    const objection = objectionToShowing(call, this.#parts.clock.wall());
    recorder.step('show', objection ?? 'allowed');
    if (objection) return skip({ reason: objection });
    const work = workOf(call, this.#sites, recorder, signal);
    if (call.trigger === 'manual') return this.#byHand(work);
    return this.#atHand(work) ?? (await this.#underWay(work)) ?? this.#objection(work) ?? (await this.#asked(work));
  }

  /** What is shown and typed on, or what was asked for at this place before. */
  #atHand(work: Work): Outcome | undefined {
    const found = this.#find(work);
    work.recorder.step('reuse', found ? 'found' : 'nothing at hand');
    return found && this.#fitted(found, found.suggestion === this.#shown ? 'shown' : 'cache', work);
  }

  /** Waits for a request under way, if its answer so far is what was typed since. */
  async #underWay(work: Work): Promise<Outcome | undefined> {
    const flight = this.#flights.follow(work.spot, work.origin);
    work.recorder.step('wait', flight ? 'a request under way agrees' : 'no request under way');
    return flight && this.#landed(flight, 'flight', work);
  }

  #objection({ site, call, recorder }: Work): Outcome | undefined {
    const toPlace = objectionToPlace(site);
    recorder.step('place', toPlace ?? 'worth a request');
    if (toPlace) return skip({ reason: toPlace });
    const obstacle = this.#parts.obstacle(call.target);
    recorder.step('obstacle', obstacle ?? 'none');
    return obstacle && skip({ reason: obstacle });
  }

  async #asked(work: Work): Promise<Outcome> {
    const draft = await this.#planner.draftInPause(work);
    const flight = this.#launched(this.#planner.plan(draft, work), work);
    return (await this.#landed(flight, 'request', work)) ?? skip({ reason: 'superseded' });
  }

  #launched(plan: FlightPlan, { recorder }: Work): Flight {
    recorder.step('request', plan.request.id, { promptTokens: plan.request.promptTokens });
    return this.#flights.launch(plan, (landing) => this.#remember(plan, landing));
  }

  #remember({ request, anchor, origin }: FlightPlan, landing: Landing): void {
    if (landing.kind !== 'answered' && landing.kind !== 'dropped') return;
    const text = landing.kind === 'answered' ? landing.text : '';
    this.#cache.add({ requestId: request.id, anchor, origin, text });
  }

  /** What a request brings for the call that waits for it; undefined when its answer does not go on from the cursor. */
  async #landed(flight: Flight, source: Source, work: Work): Promise<Outcome | undefined> {
    const landing = await flight.wait(work.signal);
    work.recorder.step('answer', landing.kind, figuresOf(landing));
    if (landing.kind === 'dropped') return skip({ reason: 'filtered', by: landing.by });
    if (landing.kind === 'failed') return skip({ reason: 'failed', error: landing.error });
    const found = landing.kind === 'answered' ? this.#find(work) : undefined;
    return found && this.#fitted(found, source, work);
  }

  /** What is shown comes first: it does not give way to another while it fits. */
  #find({ spot, origin }: Work): Found | undefined {
    const found = this.#cache.find(spot, origin);
    return found.find(({ suggestion }) => suggestion === this.#shown) ?? found[0];
  }

  /** Fits what is left of a suggestion between what stands around the cursor now. */
  #fitted({ suggestion, text }: Found, source: Source, work: Work): Outcome {
    if (text === '') return skip({ reason: 'nothingHere' });
    const fitted = fitToPlace(text, work.site);
    work.recorder.step('fit', fitted.kind === 'kept' ? 'fits' : fitted.by);
    if (fitted.kind === 'dropped') return skip({ reason: 'filtered', by: fitted.by });
    this.#shown = suggestion;
    return { kind: 'items', items: [toItem(fitted.value, work)], source, requestId: suggestion.requestId };
  }

  /** Asked for by hand: passes over all that concerns the place, and brings several texts. */
  async #byHand(work: Work): Promise<Outcome> {
    const obstacle = this.#parts.obstacle(work.call.target);
    work.recorder.step('obstacle', obstacle ?? 'none');
    if (obstacle === 'budgetSpent' || obstacle === 'keyMissing') return skip({ reason: obstacle });
    const atHand = this.#atHand(work);
    const draft = await this.#planner.draftNow(work);
    const outcomes = atHand ? [atHand] : [];
    const flights: Flight[] = [];
    for (let number = outcomes.length; number < mostAlternatives; number++) {
      flights.push(this.#launched(this.#planner.plan(draft, work, { alternative: number }), work));
    }
    for (const flight of flights) outcomes.push(await this.#alternative(flight, work));
    return merged(outcomes);
  }

  async #alternative(flight: Flight, work: Work): Promise<Outcome> {
    const landing = await flight.wait(work.signal);
    work.recorder.step('answer', landing.kind, figuresOf(landing));
    if (landing.kind === 'dropped') return skip({ reason: 'filtered', by: landing.by });
    if (landing.kind === 'failed') return skip({ reason: 'failed', error: landing.error });
    if (landing.kind === 'cancelled') return skip({ reason: 'superseded' });
    const { request, anchor } = flight.plan;
    const suggestion = { requestId: request.id, anchor, origin: work.origin, text: landing.text };
    return this.#fitted({ suggestion, text: landing.text }, 'request', work);
  }
}

function skip(why: Skip): Outcome {
  return { kind: 'skip', skip: why };
}

/** The texts of all, each once; where there are none, why the first has none. */
function merged(outcomes: readonly Outcome[]): Outcome {
  const shown = outcomes.flatMap((outcome) => (outcome.kind === 'items' ? [outcome] : []));
  const [first] = shown;
  if (!first) return outcomes[0] ?? skip({ reason: 'nothingHere' });
  const items: Item[] = [];
  for (const item of shown.flatMap((outcome) => outcome.items)) {
    if (!items.some(({ text }) => text === item.text)) items.push(item);
  }
  return { ...first, items };
}

function figuresOf(landing: Landing): Readonly<Record<string, number | string>> {
  switch (landing.kind) {
    case 'answered':
      return {
        characters: landing.text.length,
        stream: landing.wasStopped ? 'cancelled once enough was there' : 'ended',
      };
    case 'dropped':
      return { by: landing.by };
    case 'failed':
      return { error: landing.error instanceof Error ? landing.error.message : String(landing.error) };
    case 'cancelled':
      return { why: landing.why };
  }
}
