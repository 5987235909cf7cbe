import type { Purpose } from '../purpose.ts';
import type { Site } from '../site.ts';

/** The names of the filters are the reasons for which text is dropped. */
export type FilterName =
  | 'thinking'
  | 'fences'
  | 'prose'
  | 'promptLeak'
  | 'restart'
  | 'reindent'
  | 'loop'
  | 'extent'
  | 'spacing'
  | 'suffixLines'
  | 'restOfLine'
  | 'closers'
  | 'blank'
  | 'invisible';

/** Where an answer was asked for, and how far it has come. */
export interface AnswerSite {
  readonly site: Site;
  readonly purpose: Purpose;
  /** False while more may come: what cannot be judged yet is held back. */
  readonly isFinal: boolean;
}

/** Judges what the model said by itself and by the place it was asked for. Runs once for an answer. */
export interface AnswerFilter {
  readonly name: FilterName;
  /** What is left of the text; an empty string drops it. */
  apply(text: string, at: AnswerSite): string;
}

/** Text at a cursor. */
export interface Candidate {
  readonly text: string;
  /** How many characters behind the cursor the text takes the place of: brackets and quotes closed by the editor. */
  readonly replaceLength: number;
}

/** Judges a text by what stands around the cursor now. Runs again whenever the text is reused. */
export interface PlaceFilter {
  readonly name: FilterName;
  /** What is left of the candidate; an empty text drops it. */
  apply(candidate: Candidate, site: Site): Candidate;
}

export type Filtered<T> =
  { readonly kind: 'kept'; readonly value: T } | { readonly kind: 'dropped'; readonly by: FilterName };
