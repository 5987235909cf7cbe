import type { PlaceFilter } from './filter.ts';

/** VS Code compares no longer texts, and then shows nothing. */
const longestShown = 5000;

/** Drops what VS Code would not show: the text must have the characters replaced, in their order, and more than these. */
export const invisible: PlaceFilter = {
  name: 'invisible',
  apply(candidate, { lineSuffix }) {
    const replaced = lineSuffix.slice(0, candidate.replaceLength).trim();
    const { text } = candidate;
    const isShown = text.length <= longestShown && holdsInOrder(text, replaced) && text.trim() !== replaced;
    return isShown ? candidate : { ...candidate, text: '' };
  },
};

function holdsInOrder(text: string, characters: string): boolean {
  let at = 0;
  for (const character of text) if (character === characters[at]) at++;
  return at === characters.length;
}
