import type { Tokens, Utf16Offset } from '../../base/units.ts';
import type { Verdict } from '../exclude/verdict.ts';

/** What is to be replaced or, if empty, where code is to go. */
export interface Hole {
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
}

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
