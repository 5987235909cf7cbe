/** How the editor indents a document. */
export interface IndentStyle {
  /** Columns to a tab, and to a level where spaces are inserted. */
  readonly size: number;
  readonly usesTabs: boolean;
}

export function leadingSpaceOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

/** The column at which a line's text begins. */
export function columnsOf(line: string, { size }: IndentStyle): number {
  let columns = 0;
  for (const character of leadingSpaceOf(line)) columns += character === '\t' ? size - (columns % size) : 1;
  return columns;
}

export function spaceOf(columns: number, { size, usesTabs }: IndentStyle): string {
  if (!usesTabs) return ' '.repeat(columns);
  return '\t'.repeat(Math.floor(columns / size)) + ' '.repeat(columns % size);
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

export function firstWritten(lines: readonly string[]): string | undefined {
  return lines.find((line) => !isBlank(line));
}

export function lastWritten(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => !isBlank(line));
}
