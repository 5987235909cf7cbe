/** One change of an editor's event, in lines as counted before the event. */
export interface TextChange {
  /** The line in which the replaced text starts, and the one in which it ends. */
  readonly startLine: number;
  readonly endLine: number;
  /** What replaces it. */
  readonly text: string;
}

/**
 * All changes of one event as one replaced run of lines: `LineChange.startLine` and `endLine`, and how many lines
 * stand there after the event.
 */
export function replacedLines(changes: readonly TextChange[]) {
  const startLine = Math.min(...changes.map((change) => change.startLine));
  const endLine = Math.max(...changes.map((change) => change.endLine)) + 1;
  const growth = changes.reduce(
    (sum, { text, ...change }) => sum + text.split('\n').length - 1 - (change.endLine - change.startLine),
    0,
  );
  return { startLine, endLine, lineCount: endLine - startLine + growth };
}
