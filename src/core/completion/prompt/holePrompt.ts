import type { Message } from '../../provider/request.ts';
import type { Extent } from '../extent.ts';
import { afterMarks, beforeMarks, cursorMark, relatedMarks } from './marks.ts';
import type { PromptParts } from './parts.ts';

/** The same for every file and model: the part of the prompt that is always cached. */
const system = `You are the autocompletion of a code editor. The user sends the code around a cursor, which is marked ${cursorMark}.
Reply with exactly the text to insert at the cursor and nothing else: no explanation, no Markdown fence, no repetition of code that stands before or behind the cursor.
Go on in mid-word or mid-line where the cursor stands there. Begin with a line break only if the new text belongs on the next line. Close only what your own text opens, unless it is not closed below.
Keep to the names, style and indentation of the file. If nothing is missing, reply with nothing.
Example: for \`const area = width ${cursorMark};\` reply \`* height\`.`;

const wanted: Readonly<Record<Extent['kind'], string>> = {
  line: 'Insert the rest of the line.',
  statement: 'Insert the rest of the statement, with its block if it opens one.',
  block: 'Insert the body of the block.',
};

/**
 * A prompt for chat models to fill in what is missing at the cursor. What changes least comes first: code from
 * elsewhere, the lines below the cursor, the lines above, and last the line that is being typed.
 */
export function holePrompt(
  { path, languageId, related, above, line, below }: PromptParts,
  extent: Extent,
): readonly Message[] {
  const content = [
    `File: ${path} (${languageId})`,
    ...related.flatMap((piece) => [`${relatedMarks.open} path="${piece.path}">`, piece.text, relatedMarks.close]),
    ...(below.length > 0 ? [afterMarks.open, ...below, afterMarks.close] : []),
    beforeMarks.open,
    ...above,
    `${line.prefix}${cursorMark}${line.suffix}`,
    beforeMarks.close,
    wanted[extent.kind],
  ].join('\n');
  return [
    { role: 'system', content: system },
    { role: 'user', content },
  ];
}
