const prefix = 'PARLANCE_SECRET_';

/**
 * Puts secrets back into a text that arrives in pieces. What may be the beginning of a placeholder at the end of a
 * piece waits for the next.
 */
export class RestoreStream {
  readonly #restore: (text: string) => string;
  #held = '';

  /** @param restore for texts that do not end inside a placeholder */
  constructor(restore: (text: string) => string) {
    this.#restore = restore;
  }

  push(text: string): string {
    const whole = this.#held + text;
    const safe = whole.length - unfinishedLength(whole);
    this.#held = whole.slice(safe);
    return this.#restore(whole.slice(0, safe));
  }

  end(): string {
    const rest = this.#held;
    this.#held = '';
    return this.#restore(rest);
  }
}

function unfinishedLength(text: string): number {
  const whole = /PARLANCE_SECRET_\d*$/.exec(text);
  if (whole) return whole[0].length;
  for (let length = Math.min(prefix.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(prefix.slice(0, length))) return length;
  }
  return 0;
}
