import type { Placement } from '../placement/placement.ts';
import { BlankLines } from './blankLines.ts';
import { KnownImports } from './knownImports.ts';
import { PathHeading } from './pathHeading.ts';
import { Reindent } from './reindent.ts';
import { RepeatedComment } from './repeatedComment.ts';
import { RepeatedFollowing } from './repeatedFollowing.ts';
import { RepeatedSignature } from './repeatedSignature.ts';
import { Pipeline, passAll } from './stage.ts';
import { Thinking } from './thinking.ts';
import { Unfence } from './unfence.ts';

export interface CleaningTask {
  readonly placement: Placement;
  readonly languageId: string;
  readonly instruction: string;
  /** The import statements that the file has. */
  readonly imports: string;
}

export type Cleaned =
  | { readonly kind: 'code'; readonly text: string }
  /** The answer held no code; what it said instead, for the user. */
  | { readonly kind: 'noCode'; readonly said: string };

/** In these, fences and sentences are what was asked for. */
const fencing = new Set(['markdown', 'plaintext', 'restructuredtext', 'asciidoc', 'quarto']);
/** In these, sentences are content, and fences are not. */
const texts = new Set(['latex', 'tex', 'html', 'xml']);

/**
 * Makes of a streamed answer the text that goes into the document, line by line: nothing is passed on that a later
 * line could turn out to be a fence, prose or a repetition. At most one line waits in the normal state.
 */
export class Cleaner {
  readonly #placement: Placement;
  readonly #unfence: Unfence | undefined;
  readonly #pipeline: Pipeline;
  #rest = '';
  #isFirst = true;

  constructor({ placement, languageId, instruction, imports }: CleaningTask) {
    this.#placement = placement;
    this.#unfence = fencing.has(languageId) ? undefined : new Unfence(texts.has(languageId));
    this.#pipeline = new Pipeline([
      new Thinking(),
      this.#unfence ?? passAll,
      new PathHeading(),
      new RepeatedComment(instruction),
      new KnownImports(imports, languageId),
      new RepeatedSignature(placement.signature),
      new RepeatedFollowing(placement.following),
      new Reindent(placement.indent, placement.unit),
      new BlankLines(),
    ]);
  }

  /** @returns what is certain to be code, in the document's indentation and line ends; often empty. */
  push(chunk: string): string {
    const lines = (this.#rest + chunk.replaceAll('\uFEFF', '')).split('\n');
    this.#rest = lines.pop() ?? '';
    return this.#written(lines.flatMap((line) => this.#pipeline.push(withoutReturn(line))));
  }

  /** The answer is over. */
  finish(): Cleaned {
    const last = this.#rest === '' ? [] : this.#pipeline.push(withoutReturn(this.#rest));
    this.#rest = '';
    const text = this.#written([...last, ...this.#pipeline.finish()]);
    if (this.#isFirst) return { kind: 'noCode', said: this.#unfence?.said ?? '' };
    return { kind: 'code', text: text + this.#placement.tail };
  }

  #written(lines: readonly string[]): string {
    const { lead, eol } = this.#placement;
    let text = '';
    for (const line of lines) {
      text += (this.#isFirst ? lead : eol) + line;
      this.#isFirst = false;
    }
    return text;
  }
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);
