import type { Site } from '../site.ts';
import { blank } from './blank.ts';
import { closers } from './closers.ts';
import type { Candidate, Filtered, PlaceFilter } from './filter.ts';
import { invisible } from './invisible.ts';
import { restOfLine } from './restOfLine.ts';
import { spacing } from './spacing.ts';
import { suffixLines } from './suffixLines.ts';

/** All that depends on what stands around the cursor, in this order: run whenever a text is shown, anew or again. */
const all: readonly PlaceFilter[] = [spacing, suffixLines, restOfLine, closers, blank, invisible];

/** The text as it fits at the cursor, and what it takes the place of. */
export function fitToPlace(text: string, site: Site): Filtered<Candidate> {
  let candidate: Candidate = { text, replaceLength: 0 };
  for (const filter of all) {
    candidate = filter.apply(candidate, site);
    if (candidate.text === '') return { kind: 'dropped', by: filter.name };
  }
  return { kind: 'kept', value: candidate };
}
