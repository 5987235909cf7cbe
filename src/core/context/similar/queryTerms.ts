import { countTerms, type TermCounts } from './block.ts';
import type { Term } from './terms.ts';

/** 16 slots to a term: nearly every term that is not looked for meets a free slot at once. */
const spareSlots = 4;

/** The terms that are looked for, each with a number and a weight. */
export class QueryTerms {
  /** By the term's number. */
  readonly weights: readonly number[];
  /** What a text would score that held every term any number of times. */
  readonly highestScore: number;
  readonly #terms: Int32Array;
  /** Open addressing: term numbers + 1, 0 for a free slot. A `Map` makes a query three times as slow. */
  readonly #slots: Uint16Array;
  readonly #mask: number;

  /** @param weightOf a term's weight, usually the higher the rarer it is. */
  constructor(lines: readonly string[], weightOf: (term: Term) => number) {
    this.#terms = countTerms(lines).terms.slice(0, 0x7fff);
    this.weights = Array.from(this.#terms, weightOf);
    this.highestScore = this.weights.reduce((sum, _, number) => sum + this.highestScoreOf(number), 0);
    this.#mask = 2 ** Math.ceil(Math.log2(this.#terms.length + 1) + spareSlots) - 1;
    this.#slots = new Uint16Array(this.#mask + 1);
    this.#terms.forEach((term, number) => {
      let slot = term & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = number + 1;
    });
  }

  /** The terms of `counts` that are looked for: their numbers and how often each is there, in turn. */
  among({ terms, counts }: TermCounts): readonly number[] {
    const found: number[] = [];
    for (let index = 0; index < terms.length; index++) {
      const term = terms[index] ?? 0;
      if (this.#slots[term & this.#mask] === 0) continue;
      const number = this.#numberOf(term);
      if (number >= 0) found.push(number, counts[index] ?? 0);
    }
    return found;
  }

  /** What a term adds to a score at most. */
  highestScoreOf(number: number): number {
    return (this.weights[number] ?? 0) * (saturation + 1);
  }

  #numberOf(term: Term): number {
    for (let slot = term & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0 || this.#terms[number] === term) return number;
    }
  }
}

/** BM25's k1: how soon more of the same term stops to count. */
const saturation = 1.2;
/** BM25's b: how much a long text has to make up for. */
const lengthWeight = 0.75;

/**
 * BM25 of one text, between 0 and `highestScore`.
 * @param frequencies how often the text holds each term, by the term's number
 * @param relativeLength the text's terms by those of an average one
 */
export function bm25(query: QueryTerms, frequencies: Int32Array, relativeLength: number): number {
  const { weights } = query;
  const norm = saturation * (1 - lengthWeight + lengthWeight * relativeLength);
  let score = 0;
  for (let number = 0; number < weights.length; number++) {
    const frequency = frequencies[number] ?? 0;
    if (frequency > 0) score += ((weights[number] ?? 0) * frequency * (saturation + 1)) / (frequency + norm);
  }
  return score;
}
