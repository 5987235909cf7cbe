/** What became of the suggestions for one language and model. */
export interface AcceptanceCounts {
  /** Stayed in view for `shownAfterMs` at least. */
  readonly shown: number;
  readonly accepted: number;
  /** Lines of the accepted texts. */
  readonly acceptedLines: number;
}

/** As it is kept between sessions: language and model → counts. */
export type AcceptanceTable = Readonly<Record<string, AcceptanceCounts>>;

export interface SuggestionKind {
  readonly languageId: string;
  readonly modelId: string;
}

/** Copilot's figure: what was in view for less was not read. */
export const shownAfterMs = 750;

const none: AcceptanceCounts = { shown: 0, accepted: 0, acceptedLines: 0 };
/** Fewer say nothing about a user. */
const fewestForRate = 10;

/** Counts on this machine alone what the user takes of what is suggested. Holds no code. */
export class Acceptance {
  #table: AcceptanceTable;

  /** @param table what an earlier session has kept */
  constructor(table: AcceptanceTable = {}) {
    this.#table = table;
  }

  get table(): AcceptanceTable {
    return this.#table;
  }

  shown(kind: SuggestionKind): void {
    this.#add(kind, { shown: 1, accepted: 0, acceptedLines: 0 });
  }

  /** An accepted text was read, however short a time it was in view. @param wasShown whether `shown` has counted it */
  accepted(kind: SuggestionKind, text: string, wasShown: boolean): void {
    this.#add(kind, { shown: wasShown ? 0 : 1, accepted: 1, acceptedLines: linesIn(text) });
  }

  of(kind: SuggestionKind): AcceptanceCounts {
    return this.#table[keyOf(kind)] ?? none;
  }

  /** Of all languages and models. Shown and not accepted is ignored. */
  get total(): AcceptanceCounts {
    return Object.values(this.#table).reduce(sum, none);
  }

  /** Accepted of shown, from 0 to 1; undefined before there is enough to tell. */
  rate(kind: SuggestionKind): number | undefined {
    const { shown, accepted } = this.of(kind);
    return shown < fewestForRate ? undefined : accepted / shown;
  }

  #add(kind: SuggestionKind, counts: AcceptanceCounts): void {
    this.#table = { ...this.#table, [keyOf(kind)]: sum(this.of(kind), counts) };
  }
}

/** Blank lines around a text are not counted. */
export function linesIn(text: string): number {
  return text.trim().split('\n').length;
}

function keyOf({ languageId, modelId }: SuggestionKind): string {
  return `${languageId} ${modelId}`;
}

function sum(one: AcceptanceCounts, other: AcceptanceCounts): AcceptanceCounts {
  return {
    shown: one.shown + other.shown,
    accepted: one.accepted + other.accepted,
    acceptedLines: one.acceptedLines + other.acceptedLines,
  };
}
