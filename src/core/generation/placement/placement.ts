import type { TextRange } from '../../base/trackedRange.ts';

/** Where code goes, and how it has to look there. */
export interface Placement {
  /**
   * `insert`: between the comment and what follows. `body`: into the empty body of what is declared below.
   * `stub`: in place of a placeholder such as `pass`.
   */
  readonly mode: 'insert' | 'body' | 'stub';
  /** What the code replaces, with the line breaks around it; often empty. */
  readonly range: TextRange;
  /** Written before the first line of code and after the last one; `tail` only if there is code. */
  readonly lead: string;
  readonly tail: string;
  /** White space before every line of code. */
  readonly indent: string;
  /** One level of indentation in this document. */
  readonly unit: string;
  readonly eol: '\n' | '\r\n';
  /** For `body` and `stub`: the declaration whose body is wanted, as it stands in the document. Empty otherwise. */
  readonly signature: readonly string[];
  /** Lines that follow the place, the first of them not blank. An answer tends to repeat them. */
  readonly following: readonly string[];
}
