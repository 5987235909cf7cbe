import type { Clock } from '../../base/clock.ts';
import type { Pipe } from '../../provider/pipe.ts';
import type { Spot } from '../document.ts';
import { Flight, type CancelReason, type FlightPlan, type Landing } from './flight.ts';

/** One for what is typed now and one for what may come next. */
const mostAtOnce = 3;

/** The requests under way. */
export class Flights {
  readonly #pipe: Pipe;
  readonly #clock: Clock;
  #under: readonly Flight[] = [];

  constructor(pipe: Pipe, clock: Clock) {
    this.#pipe = pipe;
    this.#clock = clock;
  }

  /** Sends a request. `onLanding` comes before those who wait for it. */
  launch(plan: FlightPlan, onLanding: (landing: Landing) => void): Flight {
    this.#under = this.#under.filter(({ isOver }) => !isOver);
    for (const oldest of this.#under.slice(0, Math.max(0, this.#under.length - mostAtOnce + 1)))
      oldest.cancel('replaced');
    const flight = new Flight(plan, this.#pipe, this.#clock);
    this.#under = [...this.#under, flight];
    void this.#finish(flight, onLanding);
    return flight;
  }

  /** The request whose answer, so far, goes on from the cursor. All others for the same document are cancelled at once. */
  follow(spot: Spot, origin: string): Flight | undefined {
    let found: Flight | undefined;
    for (const flight of this.#under) {
      const { anchor, origin: ownOrigin, request } = flight.plan;
      if (flight.isOver || anchor.uri !== spot.document.uri || ownOrigin !== origin) continue;
      if (flight.follow(spot)) found ??= flight;
      else if (request.feature === 'inline') flight.cancel('diverged');
    }
    return found;
  }

  async #finish(flight: Flight, onLanding: (landing: Landing) => void): Promise<void> {
    const landing = await flight.landing;
    this.#under = this.#under.filter((other) => other !== flight);
    onLanding(landing);
  }

  cancelAll(why: CancelReason): void {
    for (const flight of this.#under) flight.cancel(why);
  }
}
