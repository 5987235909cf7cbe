import type { RelatedPiece } from './relatedCode.ts';

/** What a prompt is put together from. */
export interface PromptParts {
  readonly path: string;
  readonly languageId: string;
  readonly related: readonly RelatedPiece[];
  readonly above: readonly string[];
  readonly line: { readonly prefix: string; readonly suffix: string };
  readonly below: readonly string[];
}
