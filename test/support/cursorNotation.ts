import type { DocumentView, Position, Spot } from '../../src/core/completion/document.ts';
import type { IndentStyle } from '../../src/core/completion/indentation.ts';
import { SiteReader, type Site } from '../../src/core/completion/site.ts';

/** A document from text with `█` at the cursor. */
export function spotFrom(code: string, languageId = 'typescript'): Spot {
  const before = code.split('█')[0] ?? '';
  const rows = before.split('\n');
  return {
    document: documentFrom(code.replace('█', ''), languageId),
    position: { line: rows.length - 1, character: rows.at(-1)?.length ?? 0 },
  };
}

export function documentFrom(text: string, languageId = 'typescript', version = 1): DocumentView {
  const lines = text.split('\n');
  return {
    uri: `file:///work/sample.${languageId}`,
    path: `src/sample.${languageId}`,
    languageId,
    version,
    lineCount: lines.length,
    lineAt: (line) => lines[line] ?? '',
  };
}

export function siteFrom(code: string, languageId = 'typescript'): Site {
  return new SiteReader().read(spotFrom(code, languageId), indentStyleOf(code));
}

/** As an editor guesses it: tabs if a line begins with one, else the least indentation. */
export function indentStyleOf(code: string): IndentStyle {
  if (/^\t/m.test(code)) return { size: 4, usesTabs: true };
  const widths = [...code.matchAll(/^( {2,})\S/gm)].map(([, space = '']) => space.length);
  return { size: Math.min(4, ...widths), usesTabs: false };
}

/** The text before a position, for tests that type. */
export function positionAfter(start: Position, text: string): Position {
  const rows = text.split('\n');
  const last = rows.at(-1) ?? '';
  return { line: start.line + rows.length - 1, character: last.length + (rows.length === 1 ? start.character : 0) };
}
