import type { Clock } from '../../base/clock.ts';
import type { Milliseconds, Tokens } from '../../base/units.ts';
import { findImports } from '../../context/collect/imports.ts';
import { TextLines } from '../../context/collect/textLines.ts';
import type { SimilarLimits, SimilarQuery, SimilarSnippet } from '../../context/similar/fileIndex.ts';
import type { CountNow } from '../../context/tokens/trim.ts';
import type { Spot } from '../document.ts';

/** Code from elsewhere that goes along: imports out of sight, similar code in other files, declarations. */
export interface RelatedPiece {
  readonly kind: 'imports' | 'similar' | 'declaration';
  readonly path: string;
  readonly text: string;
}

/** Where related code comes from. */
export interface RelatedSources {
  readonly countNow: CountNow;
  readonly similar: (query: SimilarQuery, limits: SimilarLimits) => readonly SimilarSnippet[];
  /** Whether the file at a path may be sent. */
  readonly isAllowed: (path: string) => boolean;
  /** The declarations of the names used near a place; as many as the language server has at hand. */
  readonly declarations: (spot: Spot, signal: AbortSignal) => Promise<readonly RelatedPiece[]>;
}

/** Later, what a language server says is not waited for. */
const declarationsWithin: Milliseconds = 50;
/** So far the cursor can move before related code is chosen anew: each new choice costs the provider's prompt cache. */
const linesHeld = 32;
const searchedForImports = 200;
const queryLines = 15;
const similarLimits = { maxSnippets: 4, maxLines: 24, minScore: 0.12 };

interface Held {
  readonly uri: string;
  readonly line: number;
  readonly windowStart: number;
  readonly pieces: readonly RelatedPiece[];
  readonly similar: readonly SimilarSnippet[];
}

/**
 * Chooses code from elsewhere and holds on to the choice while the cursor stays in the neighbourhood: a prompt whose
 * beginning stays the same is cheaper and faster than one with a slightly better beginning.
 */
export class RelatedCode {
  readonly #sources: RelatedSources;
  readonly #clock: Clock;
  #held: Held | undefined;

  constructor(sources: RelatedSources, clock: Clock) {
    this.#sources = sources;
    this.#clock = clock;
  }

  /** The pieces for a place, what changes least first, within `maxTokens`. `windowStart` is the first line that is sent anyway. */
  async choose(
    spot: Spot,
    windowStart: number,
    maxTokens: Tokens,
    signal: AbortSignal,
  ): Promise<readonly RelatedPiece[]> {
    const { document, position } = spot;
    const held = this.#held?.uri === document.uri ? this.#held : undefined;
    if (held && held.windowStart === windowStart && Math.abs(held.line - position.line) < linesHeld) return held.pieces;
    const similar = this.#similar(spot, windowStart, held?.similar);
    const declarations = await this.#declarations(spot, signal);
    const pieces = this.#fitting(
      [...importsAbove(spot, windowStart), ...similar.map(toPiece), ...declarations],
      maxTokens,
    );
    this.#held = { uri: document.uri, line: position.line, windowStart, pieces, similar };
    return pieces;
  }

  #similar(
    { document, position }: Spot,
    windowStart: number,
    previous: readonly SimilarSnippet[] = [],
  ): readonly SimilarSnippet[] {
    const lines: string[] = [];
    for (let line = Math.max(0, position.line - queryLines + 1); line <= position.line; line++)
      lines.push(document.lineAt(line));
    const taken = { startLine: windowStart, endLine: position.line + 1 };
    return this.#sources.similar(
      { path: document.path, languageId: document.languageId, lines, taken },
      { ...similarLimits, previous, isAllowed: (path) => path !== document.path && this.#sources.isAllowed(path) },
    );
  }

  async #declarations(spot: Spot, signal: AbortSignal): Promise<readonly RelatedPiece[]> {
    const late = new AbortController();
    const timeout = async () => {
      await this.#clock.sleep(declarationsWithin, AbortSignal.any([signal, late.signal]));
      return [];
    };
    try {
      return await Promise.race([this.#sources.declarations(spot, AbortSignal.any([signal, late.signal])), timeout()]);
    } finally {
      late.abort();
    }
  }

  #fitting(pieces: readonly RelatedPiece[], maxTokens: Tokens): readonly RelatedPiece[] {
    let left = maxTokens;
    return pieces.filter(({ text }) => {
      const tokens = this.#sources.countNow(text) + headingTokens;
      if (tokens > left) return false;
      left -= tokens;
      return true;
    });
  }
}

/** A piece's path and marks. */
const headingTokens = 20;

function toPiece({ path, lines }: SimilarSnippet): RelatedPiece {
  return { kind: 'similar', path, text: lines.join('\n') };
}

/** The file's imports, where they lie above what is sent. */
function importsAbove({ document }: Spot, windowStart: number): readonly RelatedPiece[] {
  if (windowStart === 0) return [];
  const top: string[] = [];
  for (let line = 0; line < Math.min(windowStart, searchedForImports); line++) top.push(document.lineAt(line));
  const lines = new TextLines(`${top.join('\n')}\n`);
  const text = findImports(lines, document.languageId)
    .map((range) => lines.slice(range))
    .join('')
    .trimEnd();
  return text === '' ? [] : [{ kind: 'imports', path: document.path, text }];
}
