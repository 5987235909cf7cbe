import type { Language, Node, Parser } from '@vscode/tree-sitter-wasm';
import type { Log } from '../../base/log.ts';

/** VS Code's language id → the grammar's file; the eight that are built into the extension (see esbuild.mjs). */
const fileOf: Readonly<Record<string, string>> = {
  typescript: 'tree-sitter-typescript',
  typescriptreact: 'tree-sitter-tsx',
  javascript: 'tree-sitter-javascript',
  javascriptreact: 'tree-sitter-javascript',
  python: 'tree-sitter-python',
  go: 'tree-sitter-go',
  rust: 'tree-sitter-rust',
  java: 'tree-sitter-java',
  php: 'tree-sitter-php',
};

/** @returns the bytes of a WebAssembly file of the syntax engine, by its name without the ending */
export type ReadWasm = (file: string) => Promise<Uint8Array>;

/** Parses one language. */
export class Grammar {
  readonly #parser: Parser;
  readonly #language: Language;

  constructor(parser: Parser, language: Language) {
    this.#parser = parser;
    this.#language = language;
  }

  /** What `use` makes of the text's tree, which it must not keep. */
  parse<T>(text: string, use: (root: Node) => T): T | undefined {
    this.#parser.setLanguage(this.#language);
    const tree = this.#parser.parse(text);
    try {
      return tree ? use(tree.rootNode) : undefined;
    } finally {
      tree?.delete();
    }
  }
}

type Loading =
  { readonly kind: 'loading' } | { readonly kind: 'ready'; readonly grammar: Grammar } | { readonly kind: 'failed' };

/** The grammars. Each is loaded when its language is met for the first time; until it is there, there is none. */
export class Grammars {
  readonly #readWasm: ReadWasm;
  readonly #log: Log;
  readonly #byFile = new Map<string, Loading>();
  #engine: Promise<{ readonly parser: Parser; readonly load: (bytes: Uint8Array) => Promise<Language> }> | undefined;

  constructor(readWasm: ReadWasm, log: Log) {
    this.#readWasm = readWasm;
    this.#log = log;
  }

  of(languageId: string): Grammar | undefined {
    const file = fileOf[languageId];
    if (file === undefined) return undefined;
    const known = this.#byFile.get(file);
    if (!known) void this.load(languageId);
    return known?.kind === 'ready' ? known.grammar : undefined;
  }

  /** Resolves when the language's grammar is there, or is known not to come. */
  async load(languageId: string): Promise<void> {
    const file = fileOf[languageId];
    if (file === undefined) return;
    this.#byFile.set(file, { kind: 'loading' });
    try {
      const { parser, load } = await (this.#engine ??= this.#start());
      this.#byFile.set(file, { kind: 'ready', grammar: new Grammar(parser, await load(await this.#readWasm(file))) });
    } catch (error) {
      this.#byFile.set(file, { kind: 'failed' });
      this.#log.error(
        `The grammar for ${languageId} could not be loaded; blocks are told by their indentation.`,
        error,
      );
    }
  }

  async #start() {
    const { Language: loader, Parser: engine } = await import('#lazy/treeSitter');
    // With its bytes at hand the engine looks for no file.
    const options = { locateFile: (file: string) => file, wasmBinary: await this.#readWasm('tree-sitter') };
    await engine.init(options);
    return { parser: new engine(), load: (bytes: Uint8Array) => loader.load(bytes) };
  }
}
