import type { Utf16Offset } from '../../base/units.ts';

/** Where in a text a secret stands. */
export interface Finding {
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
}

/** Finds secrets of one sort in a line. Runs on every line that was not seen before: linear time only. */
export type FindInLine = (line: string) => readonly Finding[];

/** Where `pattern` (global, with indices) matches, the group `secret` or else the whole, if `accept` takes it. */
export function findMatches(
  line: string,
  pattern: RegExp,
  accept: (secret: string) => boolean = () => true,
): Finding[] {
  const findings: Finding[] = [];
  for (const match of line.matchAll(pattern)) {
    const range = match.indices?.groups?.['secret'] ?? match.indices?.[0];
    if (range && accept(line.slice(range[0], range[1]))) findings.push({ start: range[0], end: range[1] });
  }
  return findings;
}

/** In order and without overlaps: what touches is joined. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  const joined: Finding[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && finding.start < last.end)
      joined.splice(-1, 1, { start: last.start, end: Math.max(last.end, finding.end) });
    else joined.push(finding);
  }
  return joined;
}
