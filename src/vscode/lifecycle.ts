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
