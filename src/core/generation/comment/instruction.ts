import type { ScannedComment } from './scanComments.ts';

/** Rows of signs that only decorate. */
const rule = /^[-=*#~_/+<>.\s]*$/;
const task = /^(?:TODO|FIXME|XXX|HACK)\b\s*(?:\([^)]*\))?\s*[:-]?\s*/i;

/** What comments say: without markers, without the stars at the beginnings of lines, without `TODO:`. */
export function instructionOf(comments: readonly string[], { form, open, close }: ScannedComment): string {
  const lines = comments.flatMap((comment) => {
    if (form === 'line') return [unmarked(comment, open)];
    const closed = comment.endsWith(close) && comment.length >= open.length + close.length;
    const inner = comment.slice(open.length, closed ? -close.length : undefined);
    return inner.split(/\r?\n/).map(unstarred);
  });
  const telling = lines.map((line) => line.trimEnd()).filter((line) => line === '' || !rule.test(line));
  return dedented(telling).join('\n').trim().replace(task, '').trim();
}

/** `///`, `##`, `;;` and `--|` are one marker; `//!` is documentation. */
function unmarked(comment: string, marker: string): string {
  const sign = marker.at(-1) ?? '';
  let at = marker.length;
  while (/[^\w\s]/.test(sign) && comment[at] === sign) at++;
  return comment
    .slice(at)
    .replace(/^\s*[!|](?=\s|$)/, '')
    .replace(/^[ \t]/, '');
}

function unstarred(line: string): string {
  return line.replace(/^\s*\*+(?:\s|$)/, '').replace(/^\s?\*+$/, '');
}

/** Takes away what all lines after the first are indented by; indentation among them says something. */
function dedented(lines: readonly string[]): string[] {
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents);
  return lines.map((line, index) =>
    index === 0 || !Number.isFinite(common) ? line.trimStart() : line.slice(Math.min(common, line.length)),
  );
}
