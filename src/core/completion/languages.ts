/** What ghost text has to know of a language where no grammar is at hand. */
export interface LanguageTraits {
  /** What starts a comment that ends with its line. */
  readonly lineComments: readonly string[];
  readonly blockComment: readonly [open: string, close: string] | undefined;
  /** Quotes of strings that end with their line. */
  readonly quotes: string;
  /** Quotes of strings that may go on over lines. */
  readonly longQuotes: readonly string[];
  /** Whether `'` stands for characters, lifetimes or primes, and is a quote only around one character. */
  readonly hasPrimes: boolean;
  /** Whether a slash can start a regular expression, and `${` a hole in a string between backticks. */
  readonly isJavaScript: boolean;
  /** What shows where a block begins and ends, beside brackets. */
  readonly blocks: 'brackets' | 'colon' | 'keywords' | 'tags' | 'indentation';
  /** Whether statements end in `;`, so that a line without one goes on. */
  readonly hasTerminator: boolean;
  /** Text for people: fences, sentences and apostrophes mean what they say. */
  readonly isProse: boolean;
  /** Whether a backtick can be part of the code. */
  readonly hasBackticks: boolean;
}

const plain: LanguageTraits = {
  lineComments: [],
  blockComment: undefined,
  quotes: `"'`,
  longQuotes: [],
  hasPrimes: false,
  isJavaScript: false,
  blocks: 'brackets',
  hasTerminator: false,
  isProse: false,
  hasBackticks: false,
};

const cLike: LanguageTraits = { ...plain, lineComments: ['//'], blockComment: ['/*', '*/'], hasTerminator: true };
/** No terminator is taken for granted: half of all JavaScript is written without. */
const javascript: LanguageTraits = {
  ...cLike,
  longQuotes: ['`'],
  isJavaScript: true,
  hasTerminator: false,
  hasBackticks: true,
};
const swiftLike: LanguageTraits = { ...cLike, longQuotes: ['"""'], hasTerminator: false };
const python: LanguageTraits = { ...plain, lineComments: ['#'], longQuotes: ['"""', "'''"], blocks: 'colon' };
const ruby: LanguageTraits = { ...plain, lineComments: ['#'], blocks: 'keywords', hasBackticks: true };
const markup: LanguageTraits = { ...plain, blockComment: ['<!--', '-->'], quotes: '"', blocks: 'tags' };
const css: LanguageTraits = { ...cLike, lineComments: [] };
const hash: LanguageTraits = { ...plain, lineComments: ['#'] };
const lisp: LanguageTraits = { ...plain, lineComments: [';'], quotes: '"', hasBackticks: true };
const haskell: LanguageTraits = {
  ...plain,
  lineComments: ['--'],
  blockComment: ['{-', '-}'],
  hasPrimes: true,
  blocks: 'indentation',
  hasBackticks: true,
};
const ml: LanguageTraits = { ...haskell, lineComments: ['//'], blockComment: ['(*', '*)'] };
const prose: LanguageTraits = { ...plain, quotes: '', isProse: true, hasBackticks: true, blocks: 'indentation' };

const traits: Readonly<Record<string, LanguageTraits>> = {
  typescript: javascript,
  typescriptreact: javascript,
  javascript,
  javascriptreact: javascript,
  vue: { ...javascript, blocks: 'tags' },
  svelte: { ...javascript, blocks: 'tags' },
  astro: { ...javascript, blocks: 'tags' },
  c: cLike,
  cpp: cLike,
  csharp: { ...cLike, longQuotes: ['"""'] },
  java: { ...cLike, longQuotes: ['"""'] },
  php: { ...cLike, lineComments: ['//', '#'], hasBackticks: true },
  rust: { ...cLike, hasPrimes: true },
  go: { ...cLike, hasTerminator: false, longQuotes: ['`'], hasBackticks: true },
  kotlin: swiftLike,
  swift: swiftLike,
  scala: { ...swiftLike, hasPrimes: true, hasBackticks: true },
  dart: { ...cLike, longQuotes: ['"""', "'''"] },
  groovy: swiftLike,
  solidity: cLike,
  zig: { ...cLike, blockComment: undefined },
  python,
  ruby,
  crystal: ruby,
  elixir: { ...ruby, longQuotes: ['"""'], hasPrimes: true },
  lua: { ...plain, lineComments: ['--'], blockComment: ['--[[', ']]'], blocks: 'keywords' },
  julia: { ...plain, lineComments: ['#'], longQuotes: ['"""'], hasPrimes: true, blocks: 'keywords' },
  shellscript: { ...hash, blocks: 'keywords', hasBackticks: true },
  perl: { ...hash, hasTerminator: true, hasBackticks: true },
  powershell: { ...hash, blockComment: ['<#', '#>'], hasBackticks: true },
  r: { ...hash, hasBackticks: true },
  yaml: { ...hash, blocks: 'indentation' },
  dockercompose: { ...hash, blocks: 'indentation' },
  toml: hash,
  ini: { ...plain, lineComments: ['#', ';'] },
  properties: hash,
  dockerfile: hash,
  makefile: { ...hash, blocks: 'indentation', hasBackticks: true },
  sql: { ...cLike, lineComments: ['--'], hasBackticks: true },
  json: { ...plain, quotes: '"' },
  jsonc: { ...plain, quotes: '"', lineComments: ['//'], blockComment: ['/*', '*/'] },
  css,
  scss: { ...css, lineComments: ['//'] },
  less: { ...css, lineComments: ['//'] },
  html: markup,
  xml: markup,
  haskell,
  fsharp: ml,
  ocaml: ml,
  elm: haskell,
  clojure: lisp,
  markdown: prose,
  mdx: prose,
  plaintext: prose,
  latex: prose,
  restructuredtext: prose,
  'git-commit': prose,
};

/** @param languageId as VS Code names it; an unknown one counts as C-like without terminators. */
export function traitsOf(languageId: string): LanguageTraits {
  return traits[languageId] ?? swiftLike;
}
