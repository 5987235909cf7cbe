import type { Scope } from './scopes.ts';
import type { TextLines } from './textLines.ts';

const tabWidth = 4;
const opener = /(?:[{([:]|=>|->|\b(?:then|do|begin|of|where|else|try))\s*$/;
const closer =
  /^(?:[)}\]]|<\/|(?:end|fi|done|esac|endif|endfunction|endfor|endwhile|until|else|elif|elsif|except|catch|finally|rescue|ensure)\b)/i;
/** Stands at the margin whatever the indentation around it. */
const preprocessor =
  /^#\s*(?:if|ifdef|ifndef|elif|else|endif|define|undef|include|pragma|region|endregion|error|line)\b/;
const loneOpener = /^(?:\{|begin|do)\s*$/i;
/** Comments, decorators and attributes belong to what they stand above. */
const annotation = /^(?:\/\/|\/\*|\*|#|--|@|\[|"""|%|;)/;

/** The scopes around `line`, the innermost first: each is opened by the nearest line above that is indented less. */
export function scopesByIndentation(lines: TextLines, line: number): readonly Scope[] {
  const scopes: Scope[] = [];
  let { level, from } = whereItStands(lines, line);
  while (level > 0) {
    const opening = lineAbove(lines, from, level);
    if (opening < 0) break;
    const indent = indentOf(lines.at(opening));
    const head = headOf(lines, opening, indent);
    scopes.push({
      startLine: annotatedFrom(lines, head, indent),
      bodyLine: opening + 1,
      endLine: endOf(lines, Math.max(line, opening), indent),
    });
    level = indent;
    from = head;
  }
  return scopes;
}

/** How far a line counts as indented, and where to start looking above it. */
function whereItStands(lines: TextLines, line: number): { readonly level: number; readonly from: number } {
  const isBlank = lines.at(line).trim() === '';
  const last = isBlank ? nextCode(lines, line, -1) : line;
  const indent = indentOf(lines.at(last));
  const below = indentOf(lines.at(nextCode(lines, line, 1)));
  if (opener.test(lines.at(last)) || below > indent) return { level: indent + 1, from: last + 1 };
  return { level: isBlank ? Math.max(indent, below, indentOf(lines.at(line))) : indent, from: line };
}

function lineAbove(lines: TextLines, from: number, level: number): number {
  for (let at = from - 1; at >= 0; at--) {
    const text = lines.at(at);
    if (isCode(text) && indentOf(text) < level) return at;
  }
  return -1;
}

/** The first line of the statement that `opening` ends: `): void {` and a `{` of its own belong to lines above. */
function headOf(lines: TextLines, opening: number, indent: number): number {
  let head = opening;
  for (
    let trimmed = lines.at(head).trim();
    closer.test(trimmed) || loneOpener.test(trimmed);
    trimmed = lines.at(head).trim()
  ) {
    const above = lineAbove(lines, head, indent + 1);
    if (above < 0 || indentOf(lines.at(above)) < indent) break;
    head = above;
  }
  return head;
}

function annotatedFrom(lines: TextLines, head: number, indent: number): number {
  let start = head;
  while (start > 0) {
    const text = lines.at(start - 1);
    if (!annotation.test(text.trim()) || indentOf(text) < indent) break;
    start--;
  }
  return start;
}

/** Behind the line that closes the block, or the last of its lines where nothing closes it. */
function endOf(lines: TextLines, line: number, indent: number): number {
  let end = line + 1;
  for (let at = line + 1; at < lines.count; at++) {
    const text = lines.at(at);
    if (!isCode(text)) continue;
    if (indentOf(text) <= indent) {
      if (!closer.test(text.trim()) || indentOf(text) < indent) break;
      end = at + 1;
      if (!opener.test(text)) break;
    }
    end = at + 1;
  }
  return end;
}

function nextCode(lines: TextLines, line: number, step: 1 | -1): number {
  let at = line + step;
  while (at >= 0 && at < lines.count && !isCode(lines.at(at))) at += step;
  return at;
}

function isCode(text: string): boolean {
  const trimmed = text.trim();
  return trimmed !== '' && !preprocessor.test(trimmed);
}

/** In columns; 0 for a line that is outside the text. */
function indentOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (character === ' ') columns++;
    else if (character === '\t') columns += tabWidth - (columns % tabWidth);
    else break;
  }
  return columns;
}
