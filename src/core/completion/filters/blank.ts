import { isBlank } from '../indentation.ts';
import type { PlaceFilter } from './filter.ts';

/** Drops what is not worth a key: space, or closers alone. */
export const blank: PlaceFilter = {
  name: 'blank',
  apply: (candidate) =>
    isBlank(candidate.text) || /^[\s)\]};,>"'`]*$/.test(candidate.text) ? { ...candidate, text: '' } : candidate,
};
