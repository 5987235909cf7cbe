import { isBlank } from '../indentation.ts';
import type { PlaceFilter } from './filter.ts';

/** Keeps a space from standing twice: before the text, behind it, or at the end of the line. */
export const spacing: PlaceFilter = {
  name: 'spacing',
  apply(candidate, { linePrefix, lineSuffix }) {
    const text = isBlank(linePrefix) ? candidate.text : withoutSpaceBefore(candidate.text, linePrefix);
    const goesOn = /^\S/.test(lineSuffix) && !text.includes('\n');
    return { ...candidate, text: goesOn ? text : text.trimEnd() };
  },
};

function withoutSpaceBefore(text: string, linePrefix: string): string {
  // Behind a bracket one space can be a matter of style, two are the indentation of another line.
  const surplus = /[ \t]$/.test(linePrefix) ? /^[ \t]+/ : /[([]$/.test(linePrefix) ? /^[ \t]{2,}/ : /^$/;
  return text.replace(surplus, '');
}
