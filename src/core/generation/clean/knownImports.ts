import { startsImport } from '../../context/collect/imports.ts';
import type { Stage } from './stage.ts';

const normal = (line: string) => line.trim().replace(/;$/, '').replaceAll(/\s+/g, ' ').replaceAll('"', "'");

/** Drops the imports before the code that the file has already. New ones stay where the answer has them. */
export class KnownImports implements Stage {
  readonly #known: ReadonlySet<string>;
  readonly #text: string;
  readonly #languageId: string;
  #isOver = false;
  #dropped = 0;
  /** Blank lines after imports that were dropped have lost their purpose. */
  #blank: string[] = [];

  /** @param imports the import statements of the file, one or several lines each. */
  constructor(imports: string, languageId: string) {
    this.#languageId = languageId;
    this.#known = new Set(imports.split(/\r?\n/).map(normal));
    this.#text = normal(imports);
    this.#isOver = imports.trim() === '';
  }

  push(line: string): readonly string[] {
    if (this.#isOver) return [line];
    if (line.trim() === '') {
      this.#blank.push(line);
      return [];
    }
    if (!startsImport(line, this.#languageId)) {
      this.#isOver = true;
      return [...this.#release(), line];
    }
    if (this.#isKnown(line)) {
      this.#dropped++;
      this.#blank = [];
      return [];
    }
    this.#dropped = 0;
    return [...this.#release(), line];
  }

  finish(): readonly string[] {
    return [];
  }

  #release(): readonly string[] {
    const blank = this.#dropped > 0 ? [] : this.#blank;
    this.#blank = [];
    return blank;
  }

  #isKnown(line: string): boolean {
    const statement = normal(line);
    if (this.#known.has(statement) || this.#text.includes(statement)) return true;
    return this.#areAllNamesKnown(statement);
  }

  /** `import { a } from 'x'` where the file imports `{ a, b }` from there, and `from x import a` likewise. */
  #areAllNamesKnown(statement: string): boolean {
    const script = /^import (?:type )?\{ ?([^}]*?),? ?\} from ('[^']*')$/.exec(statement);
    const python = /^from (\S+) import \(?([\w, ]+)\)?$/.exec(statement);
    const source = script?.[2] ?? (python?.[1] === undefined ? undefined : `from ${python[1]} import`);
    const names = (script?.[1] ?? python?.[2])
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    if (source === undefined || !names) return false;
    const there = [...this.#known].filter((known) => known.includes(source)).join(' ');
    return names.every((name) => new RegExp(`\\b${name.replaceAll(/[^\w]/g, '\\$&')}\\b`).test(there));
  }
}
