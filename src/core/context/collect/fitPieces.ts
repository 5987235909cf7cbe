import type { Tokens } from '../../base/units.ts';
import type { ContextPiece } from '../piece.ts';
import type { SimilarSnippet } from '../similar/fileIndex.ts';
import { takeFirst, type CountNow } from '../tokens/trim.ts';
import type { ContextTask } from './contextTask.ts';
import { ownWindow, type OwnWindow } from './ownWindow.ts';
import type { Scope } from './scopes.ts';
import type { LineRange, TextLines } from './textLines.ts';

/** All that could go along. */
export interface Material {
  readonly task: ContextTask;
  readonly lines: TextLines;
  /** The innermost first. */
  readonly scopes: readonly Scope[];
  readonly imports: readonly LineRange[];
  /** The most similar first. */
  readonly snippets: readonly SimilarSnippet[];
}

/**
 * How the budget is shared. Each share is an upper limit. What the other files do not use goes to the text around the
 * hole, and what that does not use goes to them.
 */
const shares = {
  /** A long list of imports says little more than a short one. */
  imports: 0.1,
  /** The lines that open the scopes around the hole, where the scopes themselves do not fit. */
  scopeHeads: 0.05,
  otherFiles: 0.4,
};
/** A signature is seldom longer; what stands above it is a comment. */
const scopeHeadLines = 6;
/** The prompt names each piece's path and lines. */
const headingTokens = 12;

export interface Fitting {
  /** In the order in which they are sent, in tokens of our own count. */
  readonly pieces: readonly ContextPiece[];
  /** The paths of snippets for which there was no room. */
  readonly unfitting: readonly string[];
}

export function fitPieces(material: Material, countNow: CountNow): Fitting {
  const { task, scopes, imports } = material;
  const budget = Math.max(0, Math.floor(task.maxTokens / task.tokenRatio) - 3 * headingTokens);
  const room = budget * (1 - (imports.length > 0 ? shares.imports : 0) - (scopes.length > 0 ? shares.scopeHeads : 0));
  const around = (maxTokens: Tokens) => ownWindow({ ...material, hole: task.hole }, maxTokens, countNow);

  const widest = around(room);
  const others = snippetPieces(material.snippets, Math.max(room * shares.otherFiles, room - widest.tokens), countNow);
  const window = widest.tokens + others.tokens <= room ? widest : around(room - others.tokens);
  const own = { ...material, window, countNow };
  const pieces = [
    ...others.pieces,
    ...importPieces(own, budget * shares.imports),
    ...scopeHeadPieces(own, budget * shares.scopeHeads),
    ...windowPieces(own),
  ];
  return { pieces, unfitting: others.unfitting };
}

interface OwnFile extends Material {
  readonly window: OwnWindow;
  readonly countNow: CountNow;
}

function snippetPieces(snippets: readonly SimilarSnippet[], maxTokens: Tokens, countNow: CountNow) {
  const pieces: ContextPiece[] = [];
  const unfitting: string[] = [];
  let used = 0;
  for (const { path, languageId, startLine, lines } of snippets) {
    const text = `${lines.join('\n')}\n`;
    const tokens = countNow(text);
    if (used + tokens + headingTokens > maxTokens) {
      unfitting.push(path);
      continue;
    }
    used += tokens + headingTokens;
    pieces.push({ kind: 'openFile', path, languageId, startLine, text, tokens });
  }
  // By path, not by score: the order stays when the scores change, and the provider's prompt cache is hit.
  return { pieces: pieces.sort((a, b) => (a.path < b.path ? -1 : 1)), tokens: used, unfitting };
}

/** The statements that the window does not show already, as one piece. */
function importPieces({ task, lines, window, imports, countNow }: OwnFile, maxTokens: Tokens): ContextPiece[] {
  const outside = imports.filter(({ endLine }) => lines.startOf(endLine) <= window.start);
  const first = outside[0];
  if (!first) return [];
  const all = outside.map((range) => lines.slice(range)).join('');
  const { end, tokens } = takeFirst(all, 0, maxTokens, countNow);
  return pieceOf(task, { kind: 'imports', startLine: first.startLine, text: all.slice(0, end), tokens });
}

/** `class Invoice {` and the like, the outermost first; the innermost matter most. */
function scopeHeadPieces({ task, lines, window, scopes, countNow }: OwnFile, maxTokens: Tokens): ContextPiece[] {
  const pieces: ContextPiece[] = [];
  let used = 0;
  for (const { startLine: scopeStart, bodyLine } of scopes) {
    if (lines.startOf(bodyLine) > window.start) continue;
    const startLine = Math.max(scopeStart, bodyLine - scopeHeadLines);
    const text = lines.slice({ startLine, endLine: bodyLine });
    const tokens = countNow(text);
    used += tokens + headingTokens;
    if (used > maxTokens) break;
    pieces.unshift(...pieceOf(task, { kind: 'before', startLine, text, tokens }));
  }
  return pieces;
}

function windowPieces({ task, lines, window, countNow }: OwnFile): ContextPiece[] {
  const before = task.text.slice(window.start, task.hole.start);
  const after = task.text.slice(task.hole.end, window.end);
  return [
    ...pieceOf(task, { kind: 'before', startLine: lines.lineAt(window.start), text: before, tokens: countNow(before) }),
    ...pieceOf(task, { kind: 'after', startLine: lines.lineAt(task.hole.end), text: after, tokens: countNow(after) }),
  ];
}

function pieceOf({ path, languageId }: ContextTask, piece: Omit<ContextPiece, 'path' | 'languageId'>): ContextPiece[] {
  return piece.text === '' ? [] : [{ path, languageId, ...piece }];
}
