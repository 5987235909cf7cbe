import type { Node } from '@vscode/tree-sitter-wasm';
import { continuesBlock, hangs, opensBlock } from '../blocks.ts';
import type { Extent } from '../extent.ts';
import { isBlank } from '../indentation.ts';
import type { Site } from '../site.ts';
import { ancestorsBefore } from './extentBySyntax.ts';
import type { Grammar } from './grammars.ts';
import { syntaxWindow } from './syntaxWindow.ts';

/**
 * Where the block or statement that `text`, whole lines, belongs to is closed within it; undefined if it is not, or the
 * tree does not tell. Finds what indentation cannot: a brace at an odd column, a bracket that is none.
 */
export function closedAt(text: string, extent: Extent, site: Site, grammar: Grammar): number | undefined {
  // Where blocks are told by indentation, a tree of half a block looks like one of the whole.
  if (extent.kind === 'line' || isBlank(text) || site.traits.blocks !== 'brackets') return undefined;
  const { text: source, cursor, end } = syntaxWindow(site, text);
  const closed = grammar.parse(source, (root) =>
    extent.kind === 'block' ? endOfBlock(root, cursor) : endOfStatement(root, cursor + startInText(text, site)),
  );
  if (closed === undefined || closed > end || closed <= cursor) return undefined;
  const at = closed - cursor;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at);
  const line = text.slice(lineStart, lineEnd);
  if (extent.kind === 'statement' && (hangs(line) || opensBlock(line, site.traits, site.lineStart))) return undefined;
  // `} else {` belongs to what is around the block.
  return continuesBlock(line) ? Math.max(0, lineStart - 1) : lineEnd;
}

function endOfBlock(root: Node, cursor: number): number | undefined {
  const block = ancestorsBefore(root, cursor).find((node) => node.firstChild?.type === '{');
  return block && !block.hasError ? block.endIndex : undefined;
}

/** Where the statement begins: with the text's first character, or with the cursor's line. */
function startInText(text: string, { linePrefix }: Site): number {
  return isBlank(linePrefix) ? text.length - text.trimStart().length : -linePrefix.trimStart().length;
}

/** The end of the largest node that begins at `start`. */
function endOfStatement(root: Node, start: number): number | undefined {
  let node = root.descendantForIndex(start, start);
  if (node?.startIndex !== start) return undefined;
  while (node.parent && node.parent.startIndex === start && node.parent.id !== root.id) node = node.parent;
  return node.hasError || node.namedChildCount === 0 ? undefined : node.endIndex;
}
