import type { Tokens } from '../../base/units.ts';
import type { Verdict } from '../exclude/verdict.ts';
import type { CollectedContext, ContextPiece } from '../piece.ts';
import type { FileIndex, SimilarSnippet } from '../similar/fileIndex.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import { takeFirst } from '../tokens/trim.ts';
import { findImports } from './imports.ts';
import { ownWindow, type Hole, type OwnWindow } from './ownWindow.ts';
import type { FindScopes, Scope } from './scopes.ts';
import { TextLines } from './textLines.ts';

/** A command at a place in a file: what to gather for it. */
export interface ContextTask {
  /** Relative to the workspace folder, with forward slashes. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  readonly hole: Hole;
  /** The open and recently edited files, the file itself or not. */
  readonly otherFiles: readonly { readonly path: string; readonly verdict: Verdict }[];
  /** By the model's own count. */
  readonly maxTokens: Tokens;
  /** The model's tokens per token of ours: `Calibration.ratio`. */
  readonly tokenRatio: number;
}

export interface ContextSources {
  readonly tokens: Pick<TokenCounter, 'count' | 'countNow'>;
  readonly index: Pick<FileIndex, 'similar'>;
  readonly findScopes: FindScopes;
}

/**
 * How the budget is shared. Each share is an upper limit, and what a kind does not use goes to the text around the
 * hole; what that does not use goes to the other files.
 */
const shares = {
  /** Names and modules that the file has at hand; a long list of them says little more than a short one. */
  imports: 0.1,
  /** The lines that open the scopes around the hole, where the scopes themselves do not fit. */
  scopeHeads: 0.05,
  otherFiles: 0.4,
};
const snippetLimits = {
  maxSnippets: 8,
  /** Fewer and longer windows hold more of what is needed than more and shorter ones (see bench/contextSimilar.ts). */
  maxLines: 60,
  minScore: 0.1,
};
const queryLines = 15;
/** A signature is seldom longer; what stands above it is a comment. */
const scopeHeadLines = 6;
/** The prompt names each piece's path and lines. */
const headingTokens = 12;
/** The first run with a new tokenizer trims by estimates, the second by counts; a third only if that brings in new lines. */
const maxRounds = 3;

/** Gathers what goes along with a request, within the budget by exact counts. */
export async function collectContext(task: ContextTask, sources: ContextSources): Promise<CollectedContext> {
  for (let round = 1; ; round++) {
    const draft = collectNow(task, sources);
    const counts = await Promise.all(draft.pieces.map(({ text }) => sources.tokens.count(text)));
    const isExact = counts.every((count, index) => count === draft.pieces[index]?.tokens);
    if (isExact || round === maxRounds) return inModelTokens(draft, task.tokenRatio);
  }
}

function inModelTokens({ pieces, dropped }: CollectedContext, ratio: number): CollectedContext {
  const converted = pieces.map((piece) => ({ ...piece, tokens: Math.ceil(piece.tokens * ratio) }));
  return { pieces: converted, tokens: converted.reduce((sum, { tokens }) => sum + tokens, 0), dropped };
}

/** One draft, in tokens of our own count. */
function collectNow(task: ContextTask, sources: ContextSources): CollectedContext {
  const { hole, languageId } = task;
  const { countNow } = sources.tokens;
  const lines = new TextLines(task.text);
  const budget = Math.max(0, Math.floor(task.maxTokens / task.tokenRatio) - 3 * headingTokens);
  const scopes = sources.findScopes(lines, lines.lineAt(hole.start), languageId);
  const imports = findImports(lines, languageId);
  const room = budget * (1 - (imports.length > 0 ? shares.imports : 0) - (scopes.length > 0 ? shares.scopeHeads : 0));
  const around = (maxTokens: Tokens) => ownWindow({ lines, hole, scopes }, maxTokens, countNow);

  const widest = around(room);
  const others = otherFiles(task, sources, Math.max(room * shares.otherFiles, room - widest.tokens));
  const window = widest.tokens + others.tokens <= room ? widest : around(room - others.tokens);
  const own = { task, lines, window, countNow };
  const pieces = [
    ...others.pieces,
    ...importPieces(own, imports, budget * shares.imports),
    ...scopeHeadPieces(own, scopes, budget * shares.scopeHeads),
    ...windowPieces(own),
  ];
  return { pieces, tokens: 0, dropped: others.dropped };
}

interface OwnFile {
  readonly task: ContextTask;
  readonly lines: TextLines;
  readonly window: OwnWindow;
  readonly countNow: (text: string) => Tokens;
}

function otherFiles(task: ContextTask, { index, tokens }: ContextSources, maxTokens: Tokens) {
  const dropped: CollectedContext['dropped'][number][] = [];
  const allowed = new Set<string>();
  for (const { path, verdict } of task.otherFiles) {
    if (path === task.path) continue;
    if (verdict.kind === 'allowed') allowed.add(path);
    else dropped.push({ path, reason: verdict.kind });
  }
  const pieces: ContextPiece[] = [];
  let used = 0;
  for (const snippet of similarTo(task, index, allowed)) {
    const text = `${snippet.lines.join('\n')}\n`;
    const cost = tokens.countNow(text);
    if (used + cost + headingTokens > maxTokens) {
      dropped.push({ path: snippet.path, reason: 'budget' });
      continue;
    }
    used += cost + headingTokens;
    const { path, languageId, startLine } = snippet;
    pieces.push({ kind: 'openFile', path, languageId, startLine, text, tokens: cost });
  }
  // By path, not by score: the order stays when the scores change, and the provider's prompt cache is hit.
  return { pieces: pieces.sort((a, b) => compare(a.path, b.path)), tokens: used, dropped };
}

function similarTo(
  task: ContextTask,
  index: ContextSources['index'],
  allowed: ReadonlySet<string>,
): readonly SimilarSnippet[] {
  const { text, hole, path, languageId } = task;
  const before = text.slice(0, hole.start).split('\n').slice(-queryLines);
  const selected = text.slice(hole.start, hole.end).split('\n').slice(0, queryLines);
  const query = { path, languageId, lines: [...before, ...selected], taken: { startLine: 0, endLine: 0 } };
  return index.similar(query, { ...snippetLimits, isAllowed: (other) => allowed.has(other) });
}

/** The statements that the window does not show already, as one piece. */
function importPieces(own: OwnFile, imports: ReturnType<typeof findImports>, maxTokens: Tokens): ContextPiece[] {
  const { lines, window, task, countNow } = own;
  const outside = imports.filter(({ endLine }) => lines.startOf(endLine) <= window.start);
  const first = outside[0];
  if (!first) return [];
  const all = outside.map((range) => lines.slice(range)).join('');
  const { end, tokens } = takeFirst(all, 0, maxTokens, countNow);
  return pieceOf(task, { kind: 'imports', startLine: first.startLine, text: all.slice(0, end), tokens });
}

/** `class Invoice {` and the like, the outermost first; the innermost matter most. */
function scopeHeadPieces(own: OwnFile, scopes: readonly Scope[], maxTokens: Tokens): ContextPiece[] {
  const { lines, window, task, countNow } = own;
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

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
