import { columns, indentOf, isBlank } from '../placement/lines.ts';
import type { Stage } from './stage.ts';

const assumedTabWidth = 4;

/** Brings the answer to the document's indentation: its base, and its unit. */
export class Reindent implements Stage {
  readonly #indent: string;
  readonly #unit: string;
  readonly #baseColumns: number;
  #answerBase: number | undefined;
  #answerUnit: number | undefined;
  #lines = 0;
  #opening: Opening = 'nothing';

  /** @param indent before every line @param unit one level in the document */
  constructor(indent: string, unit: string) {
    this.#indent = indent;
    this.#unit = unit;
    this.#baseColumns = columns(indent, unit === '\t' ? assumedTabWidth : unit.length || assumedTabWidth);
  }

  push(line: string): readonly string[] {
    if (isBlank(line)) return [''];
    const white = indentOf(line);
    const width = columns(white, assumedTabWidth);
    this.#answerBase ??= width;
    this.#lines++;
    if (this.#lines === 1) this.#opening = openingOf(line);
    const isInDocumentsUnit = white.includes('\t') === (this.#unit === '\t');
    if (this.#lines === 2 && isInDocumentsUnit) this.#noticeTrimmedFirst(width);
    const relative = width - this.#answerBase;
    return [this.#indentation(relative, white) + line.slice(white.length)];
  }

  finish(): readonly string[] {
    return [];
  }

  /** An answer that begins in the middle of a line: its first line lacks the indentation that the others carry. */
  #noticeTrimmedFirst(width: number): void {
    if (this.#answerBase !== 0 || this.#baseColumns === 0 || this.#opening === 'unclear') return;
    const level = this.#unit === '\t' ? assumedTabWidth : this.#unit.length;
    if (width === this.#baseColumns + (this.#opening === 'block' ? level : 0)) this.#answerBase = this.#baseColumns;
  }

  #indentation(relative: number, white: string): string {
    if (relative <= 0) return outdented(this.#indent, this.#unit, -relative / (this.#answerUnit ?? assumedTabWidth));
    this.#answerUnit ??= white.includes('\t') ? assumedTabWidth : unitOf(relative);
    const levels = Math.floor(relative / this.#answerUnit);
    const rest = relative % this.#answerUnit;
    return this.#indent + this.#unit.repeat(levels) + ' '.repeat(rest);
  }
}

/** What a line lets expect of the next one's indentation. */
type Opening = 'nothing' | 'block' | 'unclear';

function openingOf(line: string): Opening {
  const code = line.trim();
  if (/[:{([]$|\b(?:do|then)$|^<\w[^>]*[^/]>$/.test(code)) return 'block';
  // Tags, Lisp, operators and words such as `where` are followed by something deeper without saying how much.
  const isComplete = /[\w"'`)\]};]$/.test(code) && !/^[<(\\]|\b(?:let|where|of|in|begin|else|as|is)$/.test(code);
  const opened = (code.match(/[{([]/g)?.length ?? 0) - (code.match(/[})\]]/g)?.length ?? 0);
  return isComplete && opened <= 0 ? 'nothing' : 'unclear';
}

/** The first indented line is one level deep, or a continuation that is aligned to something. */
function unitOf(relative: number): number {
  return relative <= 4 ? relative : relative % 4 === 0 ? 4 : 2;
}

function outdented(indent: string, unit: string, levels: number): string {
  return indent.slice(0, Math.max(0, indent.length - Math.round(levels) * unit.length));
}
