import type { Tokens } from '../base/units.ts';

/** A stretch of code that goes along with a request. */
export interface ContextPiece {
  /** `imports`, `before` and `after` are of the file being worked on; `openFile` is a snippet of another. */
  readonly kind: 'openFile' | 'imports' | 'before' | 'after';
  /** Relative to the workspace folder, with forward slashes. */
  readonly path: string;
  readonly languageId: string;
  /** Of the first line of `text` in its file, from 0. */
  readonly startLine: number;
  readonly text: string;
  readonly tokens: Tokens;
}

/** What was gathered for one request, in the order in which it is sent: what changes least comes first. */
export interface CollectedContext {
  readonly pieces: readonly ContextPiece[];
  readonly tokens: Tokens;
  /** What stayed out, and why: shown to the user where it matters, and in the log. */
  readonly dropped: readonly {
    readonly path: string;
    readonly reason: 'budget' | 'excluded' | 'binary' | 'huge';
  }[];
}
