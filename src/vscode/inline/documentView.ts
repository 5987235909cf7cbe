import { EndOfLine, type Position, type TextDocument } from 'vscode';
import type { DocumentView, Spot } from '../../core/completion/document.ts';
import { contextPath } from '../context/openFiles.ts';

/** A document as the completion engine reads it: live, line by line. */
export function documentView(document: TextDocument): DocumentView {
  return {
    uri: document.uri.toString(),
    path: contextPath(document),
    languageId: document.languageId,
    get version() {
      return document.version;
    },
    get lineCount() {
      return document.lineCount;
    },
    lineAt: (line) => document.lineAt(line).text,
  };
}

export function spotAt(document: TextDocument, { line, character }: Position): Spot {
  return { document: documentView(document), position: { line, character } };
}

/** The engine speaks in `\n`; a document gets the line ends that it has. */
export function inLineEndsOf({ eol }: TextDocument, text: string): string {
  return eol === EndOfLine.CRLF ? text.replaceAll('\n', '\r\n') : text;
}
