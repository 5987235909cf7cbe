import type { Extent } from './extent.ts';
import { measureByIndentation, type Measure } from './measure.ts';
import type { Site } from './site.ts';
import { closedAt } from './syntax/closedAt.ts';
import { extentBySyntax } from './syntax/extentBySyntax.ts';
import type { Grammar } from './syntax/grammars.ts';

/** What text at a place is for: how much of it, and when it is enough. */
export interface Purpose {
  readonly extent: Extent;
  /** How much of a text, as far as it has arrived, the place wants. `isFinal` where no more comes. */
  readonly measure: (text: string, isFinal: boolean) => Measure;
}

/**
 * Decided by the place and its language, and by the syntax tree where a grammar is at hand. The tree is made when the
 * first text is there: parsing takes as long as all else that has to be done before a request.
 */
export function purposeOf(site: Site, byIndentation: Extent, grammar?: Grammar): Purpose {
  if (!grammar) {
    return {
      extent: byIndentation,
      measure: (text, isFinal) => measureByIndentation(text, byIndentation, site, isFinal),
    };
  }
  let known: Extent | undefined;
  let closed: number | undefined;
  let lookedAt = 0;
  const extent = () => (known ??= extentBySyntax(site, grammar) ?? byIndentation);
  return {
    get extent() {
      return extent();
    },
    measure(text, isFinal) {
      const measure = measureByIndentation(text, extent(), site, isFinal);
      // The tree is asked once for each line.
      const lastLineEnd = text.lastIndexOf('\n');
      if (!measure.isComplete && lastLineEnd > lookedAt) {
        lookedAt = lastLineEnd;
        closed = closedAt(text.slice(0, lastLineEnd + 1), extent(), site, grammar);
      }
      return measure.isComplete || closed === undefined ? measure : { end: closed, isComplete: true };
    },
  };
}
