/** What a screen reader is told of an answer that grows. */
export interface Announcement {
  readonly text: string;
  /** Up to where of the answer it has been told. */
  readonly upTo: number;
}

/**
 * The sentences that are finished since `from`, without Markdown's signs; a block of code is named, not read.
 * @param isOver the answer is complete, so its last words count as finished
 */
export function finishedSentences(answer: string, from: number, isOver: boolean): Announcement {
  const rest = answer.slice(from);
  const end = isOver ? rest.length : endOfLastSentence(rest);
  return { text: spoken(rest.slice(0, end)), upTo: from + end };
}

/** Not within a block of code that is still open. */
function endOfLastSentence(text: string): number {
  const fences = [...text.matchAll(/^ {0,3}(?:```|~~~).*$/gm)];
  const openFence = fences.length % 2 === 1 ? fences.at(-1)?.index : undefined;
  const readable = text.slice(0, openFence ?? text.length);
  const ends = [...readable.matchAll(/[.!?:](?=\s)|[。！？：]|\n(?=\n)/g)];
  const last = ends.at(-1);
  return last ? last.index + last[0].length : 0;
}

function spoken(markdown: string): string {
  return markdown
    .replace(
      /^ {0,3}(?:```|~~~)(.*)\n([\s\S]*?)(?:^ {0,3}(?:```|~~~)[ \t]*$|(?![\s\S]))/gm,
      (_, info: string, code: string) => {
        const lines = code.split('\n').length - 1;
        return ` Code${info.trim() === '' ? '' : `, ${info.trim()}`}, ${lines} ${lines === 1 ? 'line' : 'lines'}. `;
      },
    )
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s+/gm, '')
    .replace(/[*_`~|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
