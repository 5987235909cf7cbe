import type { Stage } from './stage.ts';

/** `// src/queue.ts`, `# file: queue.py`, `FILE: queue.rs`: models name the file before its code. */
const heading =
  /^\s*(?:(?:\/\/|#|--|;+|%|\/\*|<!--|\(\*)\s*)?(?:(?:file(?:name)?|path)\s*:\s*)?`?(?:[\w@.-]+[/\\])*[\w@-]+\.\w{1,8}`?:?\s*(?:\*\/|-->|\*\))?\s*$/i;

/** Drops the first line if it only names a file. */
export class PathHeading implements Stage {
  #isFirst = true;

  push(line: string): readonly string[] {
    if (!this.#isFirst) return [line];
    this.#isFirst = false;
    return heading.test(line) && /[/#%;*<:-]/.test(line) ? [] : [line];
  }

  finish(): readonly string[] {
    return [];
  }
}
