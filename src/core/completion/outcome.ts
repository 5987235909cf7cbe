import type { FilterName } from './filters/filter.ts';
import type { Item } from './call.ts';
import type { PlaceObjection, ShowObjection } from './rules.ts';

/** What stands against any request just now, told without sending one. */
export type Obstacle = 'keyMissing' | 'keyRejected' | 'budgetSpent' | 'breakerOpen' | 'limiterBusy';

/** Where a suggestion came from: what was shown already, the memory, a request under way, or a new one. */
export type Source = 'shown' | 'cache' | 'flight' | 'request';

/** Why there is no suggestion. */
export type Skip =
  | { readonly reason: ShowObjection | PlaceObjection | Obstacle }
  /** The model was asked at this very place before, and had nothing that could be shown. */
  | { readonly reason: 'nothingHere' }
  | { readonly reason: 'filtered'; readonly by: FilterName }
  | { readonly reason: 'failed'; readonly error: unknown }
  /** The user went on typing. */
  | { readonly reason: 'superseded' };

/** The answer to an editor's call. */
export type Outcome =
  | {
      readonly kind: 'items';
      readonly items: readonly Item[];
      readonly source: Source;
      /** The request that brought the first. */
      readonly requestId: string;
    }
  | { readonly kind: 'skip'; readonly skip: Skip };
