import type { EpochMilliseconds, Milliseconds, Tokens } from '../base/units.ts';
import type { Target } from '../provider/target.ts';
import type { DocumentView, Position } from './document.ts';
import type { IndentStyle } from './indentation.ts';

/** The entry selected in the editor's suggest widget: the text that would replace what stands from `start` to `end`. */
interface SuggestItem {
  readonly text: string;
  readonly start: Position;
  readonly end: Position;
}

/** One question of the editor: what could be typed here? Plain data, but for the document, which is live. */
export interface InlineCall {
  readonly document: DocumentView;
  readonly position: Position;
  readonly trigger: 'automatic' | 'manual';
  readonly suggestItem?: SuggestItem;
  readonly indent: IndentStyle;
  readonly cursors: number;
  readonly hasSelection: boolean;
  readonly isTrusted: boolean;
  /** By the user's globs or an ignore file: never to be sent. */
  readonly isExcluded: boolean;
  /** The setting, for this language. */
  readonly isEnabled: boolean;
  readonly snoozedUntil?: EpochMilliseconds;
  readonly target: Target;
  readonly maxPromptTokens: Tokens;
  /** 0: adaptive. */
  readonly fixedPauseMs: Milliseconds;
}

/** Text to be shown, as an editor takes it. */
export interface Item {
  readonly text: string;
  readonly start: Position;
  readonly end: Position;
}
