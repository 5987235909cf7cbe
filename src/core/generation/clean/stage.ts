/** One rule of the cleaner. Lines go in one by one and come out, without line breaks, as soon as they are certain. */
export interface Stage {
  push(line: string): readonly string[];
  /** What was held back, when the answer is over. */
  finish(): readonly string[];
}

const none: readonly string[] = [];

/** A stage that passes everything, for rules that do not apply. */
export const passAll: Stage = { push: (line) => [line], finish: () => none };

/** Runs each line through the stages in order. */
export class Pipeline implements Stage {
  readonly #stages: readonly Stage[];

  constructor(stages: readonly Stage[]) {
    this.#stages = stages;
  }

  push(line: string): readonly string[] {
    return this.#through(0, [line]);
  }

  finish(): readonly string[] {
    const out: string[] = [];
    this.#stages.forEach((stage, index) => out.push(...this.#through(index + 1, stage.finish())));
    return out;
  }

  #through(from: number, lines: readonly string[]): readonly string[] {
    let current = lines;
    for (let index = from; index < this.#stages.length && current.length > 0; index++) {
      const stage = this.#stages[index];
      if (stage) current = current.flatMap((line) => stage.push(line));
    }
    return current;
  }
}
