const prefix = 'PARLANCE_SECRET_';
const placeholder = /PARLANCE_SECRET_(\d+)/g;

/**
 * Names that stand for secrets. A secret keeps its name for as long as the workspace is open, so that prompts with it
 * stay the same and are found in caches. Secrets are kept in memory only.
 */
export class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #secrets = new Map<string, string>();

  nameFor(secret: string): string {
    const known = this.#names.get(secret);
    if (known !== undefined) return known;
    const name = `${prefix}${this.#names.size + 1}`;
    this.#names.set(secret, name);
    this.#secrets.set(name, secret);
    return name;
  }

  /** Puts the secrets back. A name that was never given is left as it is. */
  restore(text: string): string {
    return text.includes(prefix) ? text.replaceAll(placeholder, (name) => this.#secrets.get(name) ?? name) : text;
  }
}
