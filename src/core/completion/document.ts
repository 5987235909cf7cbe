import type { Utf16Offset } from '../base/units.ts';

/** As VS Code counts: lines from 0, characters in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: Utf16Offset;
}

/**
 * A document, read line by line: a call costs what it looks at, however long the file is.
 * The view is live. Whoever reads on after an `await` compares `version` first.
 */
export interface DocumentView {
  readonly uri: string;
  /** Relative to the workspace folder, with forward slashes. */
  readonly path: string;
  readonly languageId: string;
  readonly version: number;
  readonly lineCount: number;
  /** Without its line ending. */
  lineAt(line: number): string;
}

/** A place in a document. */
export interface Spot {
  readonly document: DocumentView;
  readonly position: Position;
}

/** The document as it would be with `text` in place of what stands from `start` to `end`, and the place behind that text. */
export function withText(document: DocumentView, start: Position, end: Position, text: string): Spot {
  const inserted = text.split('\n');
  const rows = inserted.length - 1;
  const character = (inserted[rows] ?? '').length + (rows === 0 ? start.character : 0);
  inserted[0] = document.lineAt(start.line).slice(0, start.character) + (inserted[0] ?? '');
  inserted[rows] = (inserted[rows] ?? '') + document.lineAt(end.line).slice(end.character);
  const lastLine = start.line + rows;
  const shift = lastLine - end.line;
  return {
    position: { line: lastLine, character },
    document: {
      uri: document.uri,
      path: document.path,
      languageId: document.languageId,
      version: document.version,
      lineCount: document.lineCount + shift,
      lineAt: (line) => {
        if (line < start.line) return document.lineAt(line);
        return line > lastLine ? document.lineAt(line - shift) : (inserted[line - start.line] ?? '');
      },
    },
  };
}
