import type { Utf16Offset } from './units.ts';

/** One replacement in a text, in the coordinates of the text before it. */
export interface TextChange {
  readonly offset: Utf16Offset;
  readonly removedLength: number;
  readonly insertedLength: number;
}

export interface TextRange {
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
}

/** Where a range stands after a change by someone else, or that the change reached into it. */
export type Tracked = { readonly kind: 'moved'; readonly range: TextRange } | { readonly kind: 'disturbed' };

/**
 * Follows a range through a change elsewhere in its text.
 * An insertion right at the start pushes the range along: what is typed at the end of the line above is not in it.
 * One right at the end is in it, for it continues its last line; in an empty range nothing can be typed.
 */
function track(range: TextRange, change: TextChange): Tracked {
  const changeEnd = change.offset + change.removedLength;
  const shift = change.insertedLength - change.removedLength;
  if (changeEnd <= range.start) {
    return { kind: 'moved', range: { start: range.start + shift, end: range.end + shift } };
  }
  if (change.offset > range.end || (change.offset === range.end && range.start === range.end)) {
    return { kind: 'moved', range };
  }
  return { kind: 'disturbed' };
}

/** `track` for several simultaneous changes, as an editor reports them: disjoint, in any order. */
export function trackAll(range: TextRange, changes: readonly TextChange[]): Tracked {
  let tracked: Tracked = { kind: 'moved', range };
  // From the last to the first, so that each change still stands in the coordinates of the text before.
  for (const change of changes.toSorted((a, b) => b.offset - a.offset)) {
    if (tracked.kind === 'disturbed') return tracked;
    tracked = track(tracked.range, change);
  }
  return tracked;
}
