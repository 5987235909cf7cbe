import { opensBlock } from './blocks.ts';
import { columnsOf, firstWritten, isBlank, lastWritten } from './indentation.ts';
import { isInComment, isInString } from './lexical.ts';
import type { Site } from './site.ts';

/** How much text a place is good for. */
export type Extent =
  /** The rest of the line. */
  | { readonly kind: 'line' }
  /** The rest of a statement: usually of the line, with the block if it opens one. */
  | { readonly kind: 'statement' }
  /** The body of an empty block: all that is indented deeper than its header. */
  | { readonly kind: 'block'; readonly headerColumns: number };

const line: Extent = { kind: 'line' };
const statement: Extent = { kind: 'statement' };

/** One line or many, by the place alone: where no grammar is at hand. */
export function extentByIndentation(site: Site): Extent {
  const { linePrefix, lineSuffix, cursor } = site;
  if (isInString(cursor) || isInComment(cursor) || /\w/.test(lineSuffix) || site.traits.isProse) return line;
  if (!isBlank(linePrefix)) {
    return endsWithBrace(linePrefix) || opensBlock(linePrefix, site.traits, site.lineStart)
      ? extentOfBody(site, linePrefix)
      : statement;
  }
  const header = lastWritten(site.before);
  const isDeeper = header !== undefined && columnsOf(linePrefix, site.indent) > columnsOf(header, site.indent);
  return header !== undefined && (isDeeper || endsWithOpener(header) || opensBlock(header, site.traits, site.lineStart))
    ? extentOfBody(site, header)
    : statement;
}

function extentOfBody(site: Site, header: string): Extent {
  const headerColumns = columnsOf(header, site.indent);
  return isEmptyBelow(site, headerColumns) ? { kind: 'block', headerColumns } : statement;
}

function isEmptyBelow({ after, indent }: Site, headerColumns: number): boolean {
  const next = firstWritten(after);
  return next === undefined || columnsOf(next, indent) <= headerColumns;
}

function endsWithBrace(text: string): boolean {
  return text.trimEnd().endsWith('{');
}

function endsWithOpener(text: string): boolean {
  return /[([{]$|=>$/.test(text.trimEnd());
}
