import type { Node } from '@vscode/tree-sitter-wasm';
import type { Extent } from '../extent.ts';
import { columnsOf, firstWritten, isBlank } from '../indentation.ts';
import type { Site } from '../site.ts';
import type { Grammar } from './grammars.ts';
import { syntaxWindow } from './syntaxWindow.ts';

const text = /string|comment|regex|char_literal|heredoc|jsx_text/;
const hole = /substitution|interpolation/;

/** How much text the place is good for, by its syntax; undefined where the tree does not tell. */
export function extentBySyntax(site: Site, grammar: Grammar): Extent | undefined {
  if (/\w/.test(site.lineSuffix)) return { kind: 'line' };
  const window = syntaxWindow(site, '');
  return grammar.parse(window.text, (root) => {
    const around = ancestorsBefore(root, window.cursor);
    const innermost = around[0];
    if (innermost && text.test(innermost.type) && !hole.test(innermost.type)) return { kind: 'line' };
    const isAtOpening = isBlank(site.linePrefix) || site.linePrefix.trimEnd().endsWith('{');
    const block = around.find((node) => node.firstChild?.type === '{');
    if (!block || !isAtOpening || innermost?.id !== block.id) return undefined;
    const isEmpty = block.namedChildren.every((child) => child === null || child.type.includes('comment'));
    return isEmpty ? bodyOf(block, window.text, site) : { kind: 'statement' };
  });
}

/** The nodes that begin before an offset and go on behind it, innermost first. */
export function ancestorsBefore(root: Node, offset: number): readonly Node[] {
  const nodes: Node[] = [];
  for (let node = root.descendantForIndex(offset, offset); node; node = node.parent) {
    if (node.startIndex < offset && node.endIndex >= offset) nodes.push(node);
  }
  return nodes;
}

function bodyOf(block: Node, windowText: string, { after, indent }: Site): Extent {
  const lineStart = windowText.lastIndexOf('\n', block.startIndex) + 1;
  const headerColumns = columnsOf(windowText.slice(lineStart, block.startIndex + 1), indent);
  const next = firstWritten(after);
  const isOpenBelow = next === undefined || columnsOf(next, indent) <= headerColumns;
  return isOpenBelow ? { kind: 'block', headerColumns } : { kind: 'statement' };
}
