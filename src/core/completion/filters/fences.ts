import type { AnswerFilter, AnswerSite } from './filter.ts';

const fenceLine = /^[ \t]*(```+|~~~+)[ \t]*([\w+#.-]*)[^\n`]*(\n|$)/gm;
/** What may yet become a fence. */
const partialFence = /(^|\n)[ \t]*(`{1,2}|~{1,2})$/;
/** The whole answer between single backticks. */
const inlineCode = /^\s*`([^`\n]+)`\s*$/;

/** Takes the code out of the fence that chat models put around it, and drops what is said beside it. */
export const fences: AnswerFilter = {
  name: 'fences',
  apply(text, at) {
    if (!at.isFinal && partialFence.test(text)) return text.replace(partialFence, '');
    const found = [...text.matchAll(fenceLine)];
    const [first, second] = found;
    if (!first) return withoutInlineMarks(text, at);
    const isOpening = text.slice(0, first.index).trim() === '' || first[2] !== '' || second !== undefined;
    if (at.site.traits.isProse && !wrapsProse(first[2] ?? '')) return text;
    if (!isOpening) return text.slice(0, first.index).trimEnd();
    // Until its line ends, a fence may yet get the name of a language.
    if (first[3] === '' && !at.isFinal) return '';
    const start = first.index + first[0].length;
    return second ? text.slice(start, Math.max(start, second.index - 1)) : text.slice(start);
  },
};

/** In Markdown a fence belongs to the text, unless it says that the whole is Markdown. */
function wrapsProse(info: string): boolean {
  return /^(markdown|md|mdx|text|plaintext|tex|latex|rst)$/i.test(info);
}

function withoutInlineMarks(text: string, { site }: AnswerSite): string {
  return site.traits.hasBackticks ? text : (inlineCode.exec(text)?.[1] ?? text);
}
