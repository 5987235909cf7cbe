import { bestWindow } from './bestWindow.ts';
import { countTerms, leastLines, toBlocks, type Block, type TermCounts } from './block.ts';
import { languageFamily } from './languageFamily.ts';
import { QueryTerms } from './queryTerms.ts';
import type { Term } from './terms.ts';

export interface FileText {
  /** Relative to the workspace folder, with forward slashes. */
  readonly path: string;
  readonly languageId: string;
  /** Without line endings. */
  readonly lines: readonly string[];
}

/** One event of an editor, as one replaced run of lines. */
export interface LineChange {
  readonly path: string;
  /** The lines replaced: from `startLine` up to, not including, `endLine`, as counted before the change. */
  readonly startLine: number;
  readonly endLine: number;
  /** What stands there now. */
  readonly lines: readonly string[];
  /** Of the whole file after the change. */
  readonly lineCount: number;
}

export interface SimilarQuery {
  /** The file that is worked on. */
  readonly path: string;
  readonly languageId: string;
  /**
   * What to look for. The 15 lines up to the cursor do best: what three windows bring holds 58 % of the identifiers
   * that the next ten lines bring in. 60 lines find 44 %, the customary Jaccard similarity of 60 lines 40 %
   * (bench/contextSimilar.ts).
   */
  readonly lines: readonly string[];
  /** The part of the file that goes along anyway, from `startLine` up to, not including, `endLine`. */
  readonly taken: { readonly startLine: number; readonly endLine: number };
}

export interface SimilarLimits {
  readonly maxSnippets: number;
  readonly maxLines: number;
  /** See `SimilarSnippet.score`. 0.1 loses a fiftieth of what is found; 0.25 a quarter, for less than half of the text. */
  readonly minScore: number;
  /** Files that must not be used are left out. */
  readonly isAllowed?: (path: string) => boolean;
  /**
   * What the last request took along: kept unless something is clearly better, so that consecutive prompts begin
   * alike and the provider's prompt cache is hit.
   */
  readonly previous?: readonly SimilarSnippet[];
}

export interface SimilarSnippet {
  readonly path: string;
  readonly languageId: string;
  readonly startLine: number;
  readonly lines: readonly string[];
  /** 1 would be every term of the query, repeated without end. */
  readonly score: number;
}

interface IndexedFile {
  readonly path: string;
  readonly languageId: string;
  blocks: readonly Block[];
  lineCount: number;
  isEdited: boolean;
  isOpen: boolean;
}

/** A slice of work takes some 2 ms. */
const charactersPerSlice = 24_000;
/** Edited files stay for a while after they are closed: what was worked on an hour ago is often looked up again. */
const keptClosedFiles = 20;
/** Code in another language can use the same names, but seldom shows how to go on. */
const otherLanguageFactor = 0.5;
/** How much better than what the last request took along something else must be. */
const previousFactor = 1.25;

/**
 * The open and recently edited files, kept in step with the editor line by line, and the search for what in them
 * resembles a piece of code: BM25 over windows of lines.
 */
export class FileIndex {
  /** In the order of last use. */
  readonly #files = new Map<string, IndexedFile>();
  readonly #defer: (work: () => void) => void;
  readonly #uncounted = new Set<IndexedFile>();
  readonly #blocksWith = new Map<Term, number>();
  #countedBlocks = 0;
  #countedLines = 0;
  #countedTerms = 0;

  /** @param defer calls back soon, when the event loop is free: `setImmediate`. */
  constructor(defer: (work: () => void) => void) {
    this.#defer = defer;
  }

  /** Takes in a file, or takes it in anew. Its terms are counted later, in slices. */
  open({ path, languageId, lines }: FileText): void {
    const isEdited = this.#files.get(path)?.isEdited ?? false;
    this.remove(path);
    const blocks = toBlocks(lines);
    const file: IndexedFile = { path, languageId, blocks, lineCount: lines.length, isEdited, isOpen: true };
    this.#files.set(path, file);
    this.#countSoon(file);
  }

  /** @returns false when the file is unknown or out of step with the editor: it is to be opened anew. */
  change({ path, startLine, endLine, lines, lineCount }: LineChange): boolean {
    const file = this.#files.get(path);
    if (!file || file.lineCount - (endLine - startLine) + lines.length !== lineCount || endLine > file.lineCount) {
      return false;
    }
    this.#touch(file);
    const at = blocksAround(file.blocks, { startLine, endLine, growth: lines.length - (endLine - startLine) });
    const replaced = file.blocks.slice(at.first, at.end);
    const before = replaced.flatMap((block) => block.lines);
    const after = before.slice(0, startLine - at.startLine).concat(lines, before.slice(endLine - at.startLine));
    this.#forget(replaced);
    file.blocks = file.blocks.slice(0, at.first).concat(toBlocks(after), file.blocks.slice(at.end));
    file.lineCount = lineCount;
    file.isEdited = true;
    this.#countSoon(file);
    return true;
  }

  /** A file that was edited stays for a while. */
  close(path: string): void {
    const file = this.#files.get(path);
    if (!file?.isEdited) return this.remove(path);
    file.isOpen = false;
    const closed = [...this.#files.values()].filter(({ isOpen }) => !isOpen);
    for (const { path: oldest } of closed.slice(0, -keptClosedFiles)) this.remove(oldest);
  }

  /** For files that are deleted or renamed, or must not be sent any longer. */
  remove(path: string): void {
    const file = this.#files.get(path);
    if (!file) return;
    this.#files.delete(path);
    this.#uncounted.delete(file);
    this.#forget(file.blocks);
  }

  /** The paths at hand, the latest edited last. */
  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The best window of each file that is similar enough, the best file first. Files still being counted may be missed. */
  similar(query: SimilarQuery, limits: SimilarLimits): readonly SimilarSnippet[] {
    const terms = new QueryTerms(query.lines, (term) => this.#weight(term));
    const candidates: SimilarSnippet[] = [];
    for (const file of this.#files.values()) {
      if (limits.isAllowed && !limits.isAllowed(file.path)) continue;
      const candidate = this.#bestOf(file, { query, limits, terms });
      if (candidate) candidates.push(candidate);
    }
    return withoutRepetition(candidates.sort((a, b) => b.score - a.score)).slice(0, limits.maxSnippets);
  }

  #bestOf(file: IndexedFile, { query, limits, terms }: Search): SimilarSnippet | undefined {
    const previous = limits.previous?.find(({ path }) => path === file.path);
    const isForeign = languageFamily(file.languageId) !== languageFamily(query.languageId);
    const scale = (isForeign ? otherLanguageFactor : 1) / terms.highestScore;
    const best = bestWindow(file.blocks, terms, {
      maxLines: limits.maxLines,
      termsPerLine: this.#countedTerms / Math.max(1, this.#countedLines),
      minScore: limits.minScore / scale,
      ...(file.path === query.path ? { taken: query.taken } : {}),
      ...(previous ? { favoured: { startLine: previous.startLine, factor: previousFactor } } : {}),
    });
    return (
      best && {
        path: file.path,
        languageId: file.languageId,
        startLine: best.startLine,
        lines: file.blocks.slice(best.first, best.end).flatMap(({ lines }) => lines),
        score: best.score * scale,
      }
    );
  }

  /** BM25's inverse document frequency; the documents are blocks. */
  #weight(term: Term): number {
    const holding = this.#blocksWith.get(term) ?? 0;
    return Math.log(1 + (this.#countedBlocks - holding + 0.5) / (holding + 0.5));
  }

  /** Moves the file to the end of the order of use. */
  #touch(file: IndexedFile): void {
    this.#files.delete(file.path);
    this.#files.set(file.path, file);
  }

  #countSoon(file: IndexedFile): void {
    if (this.#uncounted.size === 0) this.#defer(() => this.#countSome());
    this.#uncounted.add(file);
  }

  #countSome(): void {
    let characters = 0;
    for (const file of this.#uncounted) {
      for (const block of file.blocks) {
        if (block.counts) continue;
        if (characters > charactersPerSlice) return this.#defer(() => this.#countSome());
        for (const line of block.lines) characters += line.length;
        this.#add(block, (block.counts = countTerms(block.lines)), 1);
      }
      this.#uncounted.delete(file);
    }
  }

  #forget(blocks: readonly Block[]): void {
    for (const block of blocks) if (block.counts) this.#add(block, block.counts, -1);
  }

  #add(block: Block, counts: TermCounts, sign: 1 | -1): void {
    this.#countedBlocks += sign;
    this.#countedLines += sign * block.lines.length;
    this.#countedTerms += sign * counts.total;
    for (const term of counts.terms) {
      const blocks = (this.#blocksWith.get(term) ?? 0) + sign;
      if (blocks > 0) this.#blocksWith.set(term, blocks);
      else this.#blocksWith.delete(term);
    }
  }
}

interface Search {
  readonly query: SimilarQuery;
  readonly limits: SimilarLimits;
  readonly terms: QueryTerms;
}

/**
 * The blocks that hold the lines from `startLine` to `endLine` or, for an insertion, the place before them;
 * with the next ones, or else the ones before, where too little is left of them after the change.
 */
function blocksAround(
  blocks: readonly Block[],
  { startLine, endLine, growth }: { readonly startLine: number; readonly endLine: number; readonly growth: number },
) {
  let first = 0;
  let before = 0;
  while (first < blocks.length - 1 && before + linesOf(blocks, first) <= startLine) before += linesOf(blocks, first++);
  let end = first + 1;
  let behind = before + linesOf(blocks, first);
  const isTooLittle = () => behind - before + growth < leastLines;
  while (end < blocks.length && (behind < endLine || isTooLittle())) behind += linesOf(blocks, end++);
  while (first > 0 && isTooLittle()) before -= linesOf(blocks, --first);
  return { first, end, startLine: before };
}

function linesOf(blocks: readonly Block[], index: number): number {
  return blocks[index]?.lines.length ?? 0;
}

/** Drops snippets most of whose lines a better one holds: a copied file is sent once. */
function withoutRepetition(snippets: readonly SimilarSnippet[]): SimilarSnippet[] {
  const seen = new Set<string>();
  return snippets.filter(({ lines }) => {
    const telling = lines.map((line) => line.trim()).filter((line) => line.length > 3);
    const repeated = telling.filter((line) => seen.has(line)).length;
    if (repeated > telling.length * 0.7) return false;
    for (const line of telling) seen.add(line);
    return true;
  });
}
