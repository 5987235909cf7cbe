import type { Disposable } from 'vscode';

/** Owns Disposables: the last one added goes first, and none is forgotten when another throws. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>();
  #isDisposed = false;

  /** Keeps `item` and returns it. Adding to a disposed store disposes of `item` at once. */
  add<T extends Disposable>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    const failures: unknown[] = [];
    for (const item of [...this.#items].toReversed()) {
      try {
        item.dispose();
      } catch (error) {
        failures.push(error);
      }
    }
    this.#items.clear();
    if (failures.length > 0) throw new AggregateError(failures, 'Could not dispose of everything.');
  }
}

/** Holds one Disposable at a time; setting the next disposes of the one before. */
export class MutableDisposable<T extends Disposable> implements Disposable {
  #value: T | undefined;

  get value(): T | undefined {
    return this.#value;
  }

  set value(next: T | undefined) {
    const previous = this.#value;
    this.#value = next;
    if (previous !== next) previous?.dispose();
  }

  dispose(): void {
    this.value = undefined;
  }
}
