import { extentByIndentation, type Extent } from './extent.ts';
import { measureByIndentation, type Measure } from './measure.ts';
import type { Site } from './site.ts';
import { extentBySyntax } from './syntax/extentBySyntax.ts';
import type { Grammar } from './syntax/grammars.ts';
import { closedAt } from './syntax/closedAt.ts';

/** What text at a place is for: how much of it, and when it is enough. */
export interface Purpose {
  readonly extent: Extent;
  /** How much of a text, as far as it has arrived, the place wants. `isFinal` where no more comes. */
  readonly measure: (text: string, isFinal: boolean) => Measure;
}

/** Decided by the place and its language, with the syntax tree where a grammar is at hand. */
export function purposeOf(site: Site, grammar?: Grammar): Purpose {
  const extent = (grammar && extentBySyntax(site, grammar)) ?? extentByIndentation(site);
  let closed: number | undefined;
  let lookedAt = 0;
  return {
    extent,
    measure(text, isFinal) {
      const measure = measureByIndentation(text, extent, site, isFinal);
      if (measure.isComplete || !grammar) return measure;
      const lastLineEnd = text.lastIndexOf('\n');
      // The tree is asked once for each line.
      if (lastLineEnd > lookedAt) {
        lookedAt = lastLineEnd;
        closed = closedAt(text.slice(0, lastLineEnd + 1), extent, site, grammar);
      }
      return closed === undefined ? measure : { end: closed, isComplete: true };
    },
  };
}
