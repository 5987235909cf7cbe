import type { EpochMilliseconds } from '../base/units.ts';
import type { ErrorKind } from '../errors.ts';
import type { Receipt } from '../provider/chunk.ts';
import type { Feature } from '../provider/request.ts';

export type Outcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: ErrorKind };

/** One request as it is booked: figures only, never a prompt or code. */
export interface LedgerEntry {
  readonly atMs: EpochMilliseconds;
  readonly feature: Feature;
  readonly strategy?: string;
  readonly outcome: Outcome;
  readonly receipt: Receipt;
}
