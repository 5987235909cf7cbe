import ignore, { type Ignore } from 'ignore';

/** Where a rule stands, for the user to find it. */
export interface RuleOrigin {
  readonly file: string;
  readonly rule: string;
}

export type IgnoreOutcome =
  | ({ readonly kind: 'ignored' } & RuleOrigin)
  /** A `!` rule takes it back in. */
  | { readonly kind: 'unignored' }
  | { readonly kind: 'none' };

/** The rules of all ignore files from the root down to a folder, with git's semantics. Immutable. */
export class IgnoreRules {
  static readonly none = new IgnoreRules(ignore(), []);
  readonly #rules: Ignore;
  /** By a rule's mark. */
  readonly #origins: readonly RuleOrigin[];

  private constructor(rules: Ignore, origins: readonly RuleOrigin[]) {
    this.#rules = rules;
    this.#origins = origins;
  }

  /** These rules and, weightier, those of `file`, which stands in `folder` (empty for the root). */
  with(file: string, folder: string, content: string): IgnoreRules {
    const rules = content.split(/\r?\n/).filter((rule) => rule.trim() !== '' && !rule.startsWith('#'));
    if (rules.length === 0) return this;
    const first = this.#origins.length;
    const patterns = rules.map((rule, index) => ({ pattern: seenFromRoot(folder, rule), mark: String(first + index) }));
    const origins = rules.map((rule) => ({ file, rule: rule.trim() }));
    return new IgnoreRules(ignore().add(this.#rules).add(patterns), [...this.#origins, ...origins]);
  }

  test(path: string): IgnoreOutcome {
    if (!ignore.isPathValid(path)) return { kind: 'none' };
    const { ignored, unignored, rule } = this.#rules.test(path);
    const origin = this.#origins[Number(rule?.mark)];
    if (ignored && origin) return { kind: 'ignored', ...origin };
    return { kind: unignored ? 'unignored' : 'none' };
  }
}

/** A rule of a file in `folder`, as it would stand in one at the root. */
function seenFromRoot(folder: string, rule: string): string {
  if (folder === '') return rule;
  const isNegative = rule.startsWith('!');
  const body = isNegative ? rule.slice(1) : rule;
  // A slash anywhere but at the end ties a rule to the folder of its file.
  const isTied = /\/./.test(body.trimEnd());
  const escaped = folder.replaceAll(/[\\*?[\]!# ]/g, String.raw`\$&`);
  return `${isNegative ? '!' : ''}/${escaped}/${isTied ? body.replace(/^\//, '') : `**/${body}`}`;
}
