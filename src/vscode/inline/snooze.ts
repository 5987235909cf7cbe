import { EventEmitter, type Disposable, type Event } from 'vscode';
import type { Clock } from '../../core/base/clock.ts';
import type { EpochMilliseconds, Milliseconds } from '../../core/base/units.ts';
import { DisposableStore } from '../lifecycle.ts';

/** Silence for a while, in this window. */
export class Snooze implements Disposable {
  readonly #store = new DisposableStore();
  readonly #didChange = this.#store.add(new EventEmitter<void>());
  readonly #clock: Clock;
  #until: EpochMilliseconds = 0;

  /** Fires when it begins or is ended, not when its time is over. */
  readonly onDidChange: Event<void> = this.#didChange.event;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** When it ends; undefined while awake. */
  get until(): EpochMilliseconds | undefined {
    return this.#until > this.#clock.wall() ? this.#until : undefined;
  }

  /** @param duration 0 ends it */
  set(duration: Milliseconds): void {
    this.#until = this.#clock.wall() + duration;
    this.#didChange.fire();
  }

  dispose(): void {
    this.#store.dispose();
  }
}
