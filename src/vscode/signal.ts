import type { CancellationToken, Disposable } from 'vscode';

/** The reason of every abort that the user asked for: never shown as an error, never retried. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';

  constructor() {
    super('Cancelled.');
  }
}

/** The one place where a CancellationToken becomes an AbortSignal. Dispose when the work is over. */
export function toSignal(token: CancellationToken): { readonly signal: AbortSignal } & Disposable {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort(new Cancelled());
  const listener = token.onCancellationRequested(() => abort.abort(new Cancelled()));
  return { signal: abort.signal, dispose: () => void listener.dispose() };
}
