import { closesBlock, continuesBlock, hangs, opensBlock } from './blocks.ts';
import type { Extent } from './extent.ts';
import { columnsOf, firstWritten, isBlank } from './indentation.ts';
import { isInString, scan, type LexicalState } from './lexical.ts';
import type { Site } from './site.ts';

/** How far a text is good for its purpose. */
export interface Measure {
  /** Where the text is to be cut. */
  readonly end: number;
  /** Whether nothing that could follow would be kept: the stream can be cancelled. */
  readonly isComplete: boolean;
}

/** Longer ones are not read before they are accepted or refused, and rarely right to the end. */
const mostLines = 24;
/** More blank lines in a row end a block. */
const mostBlankLines = 2;

/** A line that starts so belongs to the one before. */
const continues = /^([.?&|)\]}{]|->|=>|else\b|catch\b|finally\b)/;

/** How much of `text`, as far as it has arrived, the place wants: told by lines, brackets and indentation alone. */
export function measureByIndentation(text: string, extent: Extent, site: Site, isFinal: boolean): Measure {
  const lines = linesOf(text, isFinal);
  switch (extent.kind) {
    case 'line':
      return measureLine(lines);
    case 'statement':
      return measureStatement(lines, text, site);
    case 'block':
      return measureBlock(lines, extent.headerColumns, text, site);
  }
}

/** The first line with anything on it. */
function measureLine(lines: readonly Line[]): Measure {
  const written = lines.find((line) => !isBlank(line.text));
  return written?.isWhole ? complete(written.end) : open(lines);
}

function measureStatement(lines: readonly Line[], text: string, site: Site): Measure {
  const first = lines.findIndex((line) => !isBlank(line.text));
  const headerColumns = columnsOf(fullText(lines, first, site), site.indent);
  const ground = { site, lines, first, headerColumns, lineEnds: scan(text, site.traits, site.cursor).lineEnds };
  for (const [index, line] of lines.entries()) {
    if (index < first || isBlank(line.text)) continue;
    if (index - first >= mostLines) return complete(previousEnd(lines, index));
    if (!line.isWhole) return open(lines);
    const isHeader = index === first || columnsOf(line.text, site.indent) <= headerColumns;
    if (isHeader && opensBlock(fullText(lines, index, site), site.traits, site.lineStart)) {
      return measureIndented(index + 1, ground);
    }
    if (isOver(index, ground)) return complete(line.end);
  }
  return open(lines);
}

/** A block that indentation or a keyword ends, from its first line on, with what goes on at its header's column. */
function measureIndented(from: number, { lines, first, headerColumns, site }: Ground): Measure {
  for (const [index, line] of lines.entries()) {
    if (index < from || isBlank(line.text)) continue;
    if (index - first >= mostLines) return complete(previousEnd(lines, index));
    if (columnsOf(line.text, site.indent) > headerColumns) continue;
    if (!isTold(line)) return open(lines);
    if (continuesBlock(line.text)) continue;
    return closesBlock(line.text) ? closing(line, lines) : complete(previousEnd(lines, index));
  }
  return open(lines);
}

interface Ground {
  readonly site: Site;
  readonly lines: readonly Line[];
  readonly first: number;
  readonly lineEnds: readonly LexicalState[];
  readonly headerColumns: number;
}

/** Whether the statement is over with this line, as far as the next one tells. */
function isOver(index: number, ground: Ground): boolean {
  const { site, lines, first, lineEnds } = ground;
  const text = fullText(lines, index, site).trimEnd();
  const state = lineEnds[index];
  const floor = site.lineStart.open.length;
  if (!state || state.inside !== 'code' || state.open.length > floor || isComment(text, site)) return false;
  // A list's entry that was begun ends with its comma; on a line of their own, entries follow each other.
  if (text.endsWith(',') && floor > 0 && index === first && !isBlank(site.linePrefix)) return true;
  if (hangs(text)) return false;
  return !site.traits.hasTerminator || /[;}]$/.test(text) || !goesOn(index, ground);
}

/** Whether the next line belongs to a statement without a terminator; it does until that line has begun. */
function goesOn(index: number, { site, lines, headerColumns }: Ground): boolean {
  const next = lines.slice(index + 1).find((line) => !isBlank(line.text));
  if (next === undefined) return lines.at(-1)?.isWhole !== true;
  return continues.test(next.text.trim()) || columnsOf(next.text, site.indent) > headerColumns;
}

/** A comment goes with the statement that it is about. */
function isComment(line: string, { traits }: Site): boolean {
  return traits.lineComments.some((mark) => line.trimStart().startsWith(mark));
}

function measureBlock(lines: readonly Line[], headerColumns: number, text: string, site: Site): Measure {
  const { lineEnds } = scan(text, site.traits, site.cursor);
  let blanks = 0;
  let written = 0;
  for (const [index, line] of lines.entries()) {
    // Lines of a string or comment stand where they like.
    if (isInString(lineEnds[index - 1] ?? site.cursor)) continue;
    if (isBlank(line.text)) {
      if (written > 0 && ++blanks > mostBlankLines) return complete(previousEnd(lines, index));
      continue;
    }
    if (index > 0 && columnsOf(line.text, site.indent) <= headerColumns) {
      if (!isTold(line)) return open(lines);
      const isClosing = closesBlock(line.text) && !continuesBlock(line.text) && !isClosedBelow(site, line.text);
      return isClosing ? closing(line, lines) : complete(previousEnd(lines, index));
    }
    blanks = 0;
    if (++written > mostLines) return complete(previousEnd(lines, index));
  }
  return open(lines);
}

/** Whether what follows the cursor has the closing line that the text comes to. */
function isClosedBelow({ lineSuffix, after, indent }: Site, line: string): boolean {
  // Closers on the cursor's line are to get a line of their own: the text brings it, in their place.
  if (!isBlank(lineSuffix)) return false;
  const closer = /^\w+|./.exec(line.trim())?.[0] ?? '';
  const next = firstWritten(after);
  return next !== undefined && columnsOf(next, indent) === columnsOf(line, indent) && next.trim().startsWith(closer);
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether no more of it can come. */
  readonly isWhole: boolean;
}

function linesOf(text: string, isFinal: boolean): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    lines.push({ text: text.slice(start, end), start, end, isWhole: newline >= 0 || isFinal });
    start = end + 1;
  }
  return lines;
}

/** Whether enough of a line has arrived to tell how it begins: `el` may become `else`, and `}` may become `} else`. */
function isTold({ text, isWhole }: Line): boolean {
  return isWhole || /^(\w+\W|[^\w)\]}<])/.test(text.trim());
}

/** A closing line counts whole: `}` may go on as `});`. */
function closing(line: Line, lines: readonly Line[]): Measure {
  return line.isWhole ? complete(line.end) : open(lines);
}

/** The line with what stands before the cursor, if it is the cursor's. */
function fullText(lines: readonly Line[], index: number, { linePrefix }: Site): string {
  return (index === 0 ? linePrefix : '') + (lines[index]?.text ?? '');
}

function previousEnd(lines: readonly Line[], index: number): number {
  return lines.slice(0, index).findLast((line) => !isBlank(line.text))?.end ?? 0;
}

function complete(end: number): Measure {
  return { end, isComplete: true };
}

function open(lines: readonly Line[]): Measure {
  return { end: lines.at(-1)?.end ?? 0, isComplete: false };
}
