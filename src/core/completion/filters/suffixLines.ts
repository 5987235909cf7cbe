import { columnsOf, isBlank } from '../indentation.ts';
import type { Site } from '../site.ts';
import type { PlaceFilter } from './filter.ts';

/** A line so long that it does not stand twice by chance. */
const tellingLength = 12;

/** Takes away the lines at the text's end that already stand below the cursor. */
export const suffixLines: PlaceFilter = {
  name: 'suffixLines',
  apply(candidate, site) {
    if (/\w/.test(site.lineSuffix)) return candidate;
    const below = site.after.filter((line) => !isBlank(line));
    const lines = candidate.text.split('\n');
    const at = lines.findIndex((_, index) => repeats(lines, index, below, site));
    return at < 0 ? candidate : { ...candidate, text: lines.slice(0, at).join('\n').trimEnd() };
  },
};

/** Whether the text from this line on is what stands below. */
function repeats(lines: readonly string[], from: number, below: readonly string[], site: Site): boolean {
  const next = below[0];
  if (next === undefined) return false;
  const own = from === 0 ? site.linePrefix + (lines[0] ?? '') : (lines[from] ?? '');
  if (!/\w/.test(own) || !sameLine(own, next)) return false;
  const rest = lines.slice(from + 1).filter((line) => !isBlank(line));
  const isAll = rest.every((line, index) => startsAlike(line, below[index + 1] ?? ''));
  const isTelling = own.trim().length >= tellingLength;
  const levels = columnsOf(own, site.indent) - columnsOf(next, site.indent);
  // `return x;` deeper down in the text is not the `return x;` below the cursor.
  return isAll ? isTelling || levels <= 0 : isTelling && levels === 0;
}

/** The last line of a text may be cut short, and a list's last item has no comma. */
function startsAlike(line: string, below: string): boolean {
  return sameLine(line, below) || below.trim().startsWith(line.trim());
}

function sameLine(line: string, other: string): boolean {
  return normal(line) === normal(other);
}

function normal(line: string): string {
  return line.trim().replace(/[,;]$/, '').replace(/\s+/g, ' ');
}
