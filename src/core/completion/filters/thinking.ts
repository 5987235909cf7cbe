import type { AnswerFilter } from './filter.ts';

const opening = /^\s*<(think|thinking|reasoning)>/i;
const closing = /<\/(think|thinking|reasoning)>\s*/gi;
const longestTag = 12;

/** Takes away what a reasoning model thinks aloud, with or without the opening tag. */
export const thinking: AnswerFilter = {
  name: 'thinking',
  apply(text, { isFinal }) {
    const last = [...text.matchAll(closing)].at(-1);
    if (last) return text.slice(last.index + last[0].length);
    if (opening.test(text)) return '';
    const isUndecided = !isFinal && text.length < longestTag && '<thinking>'.startsWith(text.trim());
    return isUndecided ? '' : text;
  },
};
