import type { Policy } from '../provider/pipe.ts';

/** How many requests are under way, for the spinner. */
export class Activity {
  readonly #onChange: () => void;
  #inFlight = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isBusy(): boolean {
    return this.#inFlight > 0;
  }

  readonly policy: Policy = (next) => {
    const change = (by: 1 | -1) => this.#change(by);
    return async function* tracked(request, signal) {
      change(1);
      try {
        yield* next(request, signal);
      } finally {
        change(-1);
      }
    };
  };

  #change(by: 1 | -1): void {
    this.#inFlight += by;
    this.#onChange();
  }
}
