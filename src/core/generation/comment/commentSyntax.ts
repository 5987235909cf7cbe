import { elements, field, stringField } from '../../base/json.ts';

/** How a language writes comments, and the strings in which their markers mean nothing. */
export interface CommentSyntax {
  /** `//`, `#`, `--`… */
  readonly line: readonly string[];
  readonly block: readonly BlockMarkers[];
  /** Strings that count as comments where they stand alone: Python's `"""`. */
  readonly docstrings: readonly string[];
  /** Quotes of strings that end on their line. */
  readonly quotes: readonly string[];
  /** Quotes of strings that may go on over lines. */
  readonly longQuotes: readonly string[];
}

export interface BlockMarkers {
  readonly open: string;
  readonly close: string;
}

const block = (open: string, close: string): BlockMarkers => ({ open, close });

/** Every form under the quotes that most languages share; each family names only what differs. */
function syntax(
  line: readonly string[],
  blocks: readonly BlockMarkers[],
  others: Partial<CommentSyntax> = {},
): CommentSyntax {
  return { line, block: blocks, docstrings: [], quotes: ['"', "'"], longQuotes: [], ...others };
}

const cBlock = block('/*', '*/');
const markup = block('<!--', '-->');
const c = syntax(['//'], [cBlock]);
/** `'` is a character, a lifetime, a prime or a quotation, seldom a string. */
const onlyDouble = { quotes: ['"'] };
const script = syntax(['//'], [cBlock], { longQuotes: ['`'] });
const hash = syntax(['#'], []);
const dashes = syntax(['--'], [cBlock]);
const semicolon = syntax([';'], [], onlyDouble);
/** Text holds apostrophes; what stands in a script or style element is commented as there. */
const page = syntax(['//'], [markup, cBlock], { quotes: [], longQuotes: [] });

const families: readonly (readonly [CommentSyntax, string])[] = [
  [
    c,
    'c cpp csharp java objective-c objective-cpp dart groovy scss less glsl hlsl shaderlab proto solidity verilog systemverilog d v',
  ],
  [script, 'javascript typescript javascriptreact typescriptreact go jsonc'],
  [syntax(['//'], [cBlock], onlyDouble), 'rust zig'],
  [syntax(['//'], [cBlock], { longQuotes: ['"""'] }), 'kotlin scala swift'],
  [syntax(['//', '#'], [cBlock]), 'php'],
  [syntax([], [cBlock]), 'css'],
  [syntax(['#'], [], { docstrings: ['"""', "'''"] }), 'python'],
  [
    hash,
    'ruby perl r yaml toml makefile dockerfile elixir nix graphql tcl crystal gdscript ignore properties cmake coffeescript',
  ],
  [syntax(['#'], [], { longQuotes: ["'"] }), 'shellscript fish'],
  [syntax(['#', '//'], [cBlock]), 'terraform hcl'],
  [syntax(['#'], [block('#=', '=#')], { longQuotes: ['"""'], quotes: ['"'] }), 'julia'],
  [syntax(['#'], [block('<#', '#>')]), 'powershell'],
  [dashes, 'sql plsql mysql pgsql'],
  [syntax(['--'], [block('--[[', ']]')]), 'lua'],
  [syntax(['--'], [block('{-', '-}')], onlyDouble), 'haskell elm purescript'],
  [syntax(['--'], [], onlyDouble), 'ada vhdl'],
  [semicolon, 'clojure lisp scheme racket ini asm autohotkey'],
  [syntax(['%'], [block('%{', '%}')], { quotes: ['"'] }), 'matlab'],
  [syntax(['%'], [], { quotes: [] }), 'latex tex bibtex'],
  [syntax(['%'], []), 'erlang prolog'],
  [syntax(["'", 'REM '], [], onlyDouble), 'vb'],
  [syntax(['REM ', '::'], [], { quotes: [] }), 'bat'],
  [syntax(['!'], []), 'fortran fortran-modern'],
  [page, 'html vue svelte razor handlebars astro'],
  [syntax([], [markup], { quotes: [] }), 'xml xsl svg markdown plaintext'],
  [syntax([], [block('(*', '*)')], onlyDouble), 'ocaml coq'],
  [syntax(['//'], [block('(*', '*)')], { quotes: ['"'], longQuotes: ['"""'] }), 'fsharp'],
  [syntax(['//'], [block('{', '}'), block('(*', '*)')], { quotes: ["'"] }), 'pascal'],
];

const byLanguage = new Map(families.flatMap(([family, ids]) => ids.split(' ').map((id) => [id, family] as const)));
const unknown = syntax(['//', '#'], [cBlock]);

export function builtInSyntax(languageId: string): CommentSyntax {
  return byLanguage.get(languageId) ?? unknown;
}

/**
 * The syntax by VS Code's own language configuration (`comments` of a `language-configuration.json`).
 * What it does not tell, strings and docstrings, is the built-in's. Undefined where it names no comments.
 */
export function syntaxFromConfiguration(languageId: string, configuration: unknown): CommentSyntax | undefined {
  const comments = field(configuration, 'comments');
  const lineComment = stringField(comments, 'lineComment') ?? stringField(field(comments, 'lineComment'), 'comment');
  const [open, close] = elements(field(comments, 'blockComment')) ?? [];
  const builtIn = builtInSyntax(languageId);
  const lines = lineComment === undefined ? [] : [lineComment];
  const blocks = typeof open === 'string' && typeof close === 'string' ? [block(open, close)] : [];
  if (lines.length + blocks.length === 0) return undefined;
  const isNew = ({ open: marker }: BlockMarkers) => blocks.every((known) => known.open !== marker);
  return {
    ...builtIn,
    line: [...new Set([...lines, ...(byLanguage.has(languageId) ? builtIn.line : [])])],
    block: [...blocks, ...(byLanguage.has(languageId) ? builtIn.block.filter(isNew) : [])],
  };
}
