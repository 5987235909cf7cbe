import type { CollectedContext } from '../piece.ts';
import type { FileIndex, SimilarSnippet } from '../similar/fileIndex.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import type { ContextTask } from './contextTask.ts';
import { fitPieces, type Fitting, type Material } from './fitPieces.ts';
import { findImports } from './imports.ts';
import type { FindScopes } from './scopes.ts';
import { TextLines } from './textLines.ts';

export interface ContextSources {
  readonly tokens: Pick<TokenCounter, 'count' | 'countNow' | 'isReady'>;
  readonly index: Pick<FileIndex, 'similar'>;
  readonly findScopes: FindScopes;
}

const snippetLimits = {
  maxSnippets: 8,
  /** Fewer and longer windows hold more of what is needed than more and shorter ones (bench/contextSimilar.ts). */
  maxLines: 60,
  /** Leaves out what is alike by chance: a tenth of the text, a fiftieth of what it is good for. */
  /** One rare name in common is enough: with few files open, BM25 gives even that a low score. */
  minScore: 0.03,
};
const queryLines = 15;
/** The second round trims by counts; a third is needed if that brings in new lines. */
const maxRounds = 3;

/** Gathers what goes along with a request, within the budget by exact counts; by estimates until the tokenizer is up. */
export async function collectContext(task: ContextTask, sources: ContextSources): Promise<CollectedContext> {
  const lines = new TextLines(task.text);
  const material: Material = {
    task,
    lines,
    scopes: sources.findScopes(lines, lines.lineAt(task.hole.start), task.languageId),
    imports: findImports(lines, task.languageId),
    snippets: similarSnippets(task, lines, sources.index),
  };
  const { tokens: counter } = sources;
  const { pieces, unfitting } = counter.isReady
    ? await fitExactly(material, counter)
    : fitPieces(material, counter.countNow);
  const counted = pieces.map((piece) => ({ ...piece, tokens: Math.ceil(piece.tokens * task.tokenRatio) }));
  return {
    pieces: counted,
    tokens: counted.reduce((sum, { tokens }) => sum + tokens, 0),
    dropped: [...refused(task), ...unfitting.map((path) => ({ path, reason: 'budget' as const }))],
  };
}

/** Trims by what is known at once, has the lines counted that are new, and trims again if that changes anything. */
async function fitExactly(material: Material, counter: ContextSources['tokens']): Promise<Fitting> {
  let fitting = fitPieces(material, counter.countNow);
  for (let round = 1; round < maxRounds; round++) {
    const counts = await Promise.all(fitting.pieces.map(({ text }) => counter.count(text)));
    if (counts.every((count, index) => count === fitting.pieces[index]?.tokens)) break;
    fitting = fitPieces(material, counter.countNow);
  }
  return fitting;
}

function similarSnippets(
  task: ContextTask,
  lines: TextLines,
  index: ContextSources['index'],
): readonly SimilarSnippet[] {
  const { path, languageId, hole, otherFiles } = task;
  const allowed = new Set(otherFiles.filter(({ verdict }) => verdict.kind === 'allowed').map((file) => file.path));
  allowed.delete(path);
  const line = lines.lineAt(hole.start);
  const from = lines.startOf(Math.max(0, line - queryLines));
  const to = Math.min(hole.end, lines.startOf(line + queryLines));
  const query = {
    path,
    languageId,
    lines: task.text.slice(from, Math.max(hole.start, to)).split('\n'),
    taken: { startLine: 0, endLine: 0 },
  };
  return index.similar(query, { ...snippetLimits, isAllowed: (other) => allowed.has(other) });
}

function refused({ path: own, otherFiles }: ContextTask): CollectedContext['dropped'] {
  return otherFiles.flatMap(({ path, verdict }) =>
    verdict.kind === 'allowed' || path === own ? [] : [{ path, reason: verdict.kind }],
  );
}
