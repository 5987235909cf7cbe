import type { Scope } from './scopes.ts';
import type { TextLines } from './textLines.ts';

/** Strings and comments of most languages, as far as they end on their line. */
const notCode = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\/\*.*?\*\/|\/\/.*/g;
/** Code without indentation is generated or minified: what is farther away is of no use. */
const maxDistance = 2_000;

/** The scopes around `line` by braces alone, the innermost first. For code that is not indented. */
export function scopesByBrackets(lines: TextLines, line: number): readonly Scope[] {
  const scopes: Scope[] = [];
  let endLine = line;
  let depth = 0;
  for (let at = line - 1; at >= Math.max(0, line - maxDistance); at--) {
    depth += opened(lines.at(at));
    if (depth <= 0) continue;
    endLine = closingLine(lines, endLine);
    scopes.push({ startLine: at, bodyLine: at + 1, endLine });
    depth = 0;
  }
  return scopes;
}

/** Behind the line that closes the block in which `from` stands. */
function closingLine(lines: TextLines, from: number): number {
  let depth = 0;
  for (let at = from; at < Math.min(lines.count, from + maxDistance); at++) {
    depth += opened(lines.at(at));
    if (depth < 0) return at + 1;
  }
  return lines.count;
}

/** How many more blocks a line opens than it closes. */
function opened(text: string): number {
  let blocks = 0;
  for (const character of text.replaceAll(notCode, '')) {
    if (character === '{') blocks++;
    else if (character === '}') blocks--;
  }
  return blocks;
}
