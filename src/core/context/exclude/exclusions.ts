import { LRUCache } from 'lru-cache';
import picomatch from 'picomatch';
import { verdictOfName } from './content.ts';
import { IgnoreRules } from './ignoreRules.ts';
import { secretFileRule } from './secretFiles.ts';
import type { Verdict } from './verdict.ts';

/** @returns the text of a file by its path in the workspace folder, undefined where there is none */
export type ReadFile = (path: string) => Promise<string | undefined>;

interface FolderRules {
  readonly git: IgnoreRules;
  readonly parlance: IgnoreRules;
}

interface Folder {
  readonly loading: Promise<FolderRules>;
  rules?: FolderRules;
}

const noRules: FolderRules = { git: IgnoreRules.none, parlance: IgnoreRules.none };
const rememberedVerdicts = 5_000;

/**
 * Which files of one workspace folder are never sent. All of these say so, the first that does is named:
 * our list of secret files, `parlance.context.exclude`, `.parlanceignore`, `.gitignore`, the list of binary formats.
 * A `!` rule of a `.parlanceignore` takes in what `.gitignore` leaves out, and nothing else.
 */
export class Exclusions {
  readonly #readFile: ReadFile;
  #folders = new Map<string, Folder>();
  #globs: readonly Glob[] = [];
  readonly #verdicts = new LRUCache<string, Verdict>({ max: rememberedVerdicts });

  constructor(readFile: ReadFile, globs: readonly string[]) {
    this.#readFile = readFile;
    this.setGlobs(globs);
  }

  /** The value of `parlance.context.exclude`. */
  setGlobs(globs: readonly string[]): void {
    this.#globs = globs.map(toGlob);
    this.#verdicts.clear();
  }

  /** An ignore file was written, created or deleted: all are read again when they are needed. */
  forgetIgnoreFiles(): void {
    this.#folders = new Map();
    this.#verdicts.clear();
  }

  /** @param path of a file, relative to the workspace folder, with forward slashes */
  async decide(path: string): Promise<Verdict> {
    await this.#folder(folderOf(path)).loading;
    return this.decideNow(path) ?? this.decide(path);
  }

  /** Undefined while the ignore files that concern `path` have not been read: `decide` reads them. */
  decideNow(path: string): Verdict | undefined {
    const known = this.#verdicts.get(path);
    if (known) return known;
    const rules = this.#folders.get(folderOf(path))?.rules;
    if (!rules) return undefined;
    const verdict = verdictOf(path, rules, this.#globs);
    this.#verdicts.set(path, verdict);
    return verdict;
  }

  #folder(path: string): Folder {
    const known = this.#folders.get(path);
    if (known) return known;
    const folder: Folder = { loading: this.#load(path) };
    this.#folders.set(path, folder);
    void folder.loading.then(
      (rules) => (folder.rules = rules),
      // Whoever asked is told; the next one tries again.
      () => this.#folders.delete(path),
    );
    return folder;
  }

  async #load(path: string): Promise<FolderRules> {
    const parent = path === '' ? noRules : await this.#folder(folderOf(path)).loading;
    const read = async (rules: IgnoreRules, name: string) => {
      const file = path === '' ? name : `${path}/${name}`;
      return rules.with(file, path, (await this.#readFile(file)) ?? '');
    };
    const base = path === '' ? await read(parent.git, '.git/info/exclude') : parent.git;
    const [git, parlance] = await Promise.all([read(base, '.gitignore'), read(parent.parlance, '.parlanceignore')]);
    return { git, parlance };
  }
}

interface Glob {
  readonly rule: string;
  readonly matches: (path: string) => boolean;
}

function verdictOf(path: string, { git, parlance }: FolderRules, globs: readonly Glob[]): Verdict {
  const secret = secretFileRule(path);
  if (secret !== undefined) return { kind: 'excluded', by: 'secret files', rule: secret };
  const glob = globs.find(({ matches }) => matches(path));
  if (glob) return { kind: 'excluded', by: 'parlance.context.exclude', rule: glob.rule };
  const own = parlance.test(path);
  const outcome = own.kind === 'none' ? git.test(path) : own;
  if (outcome.kind === 'ignored') return { kind: 'excluded', by: outcome.file, rule: outcome.rule };
  return verdictOfName(path);
}

/** A glob as in VS Code's settings: `*.log` stands for any folder, and one that matches a folder for all that is in it. */
function toGlob(rule: string): Glob {
  const pattern = rule.replace(/\/$/, '');
  const anywhere = pattern.includes('/') ? pattern.replace(/^\.?\//, '') : `**/${pattern}`;
  return { rule, matches: picomatch([anywhere, `${anywhere}/**`], { dot: true }) };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
