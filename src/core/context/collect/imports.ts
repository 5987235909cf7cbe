import { TextLines, type LineRange } from './textLines.ts';

const script = /^\s*(?:import\b|export\s[^=]*\sfrom\s|(?:const|let|var)\s.*=\s*require\()/;
const c = /^\s*(?:#\s*(?:include|import)\b|@import\b|using\s+namespace\b|import\s+[<"\w])/;
const jvm = /^(?:package|import)\s/;
const shell = /^\s*(?:source|\.)\s/;
const style = /^\s*@(?:import|use|forward)\b/;

/** How a statement begins that brings in names from elsewhere, or names the file's own module, by VS Code's language id. */
const importStart: Readonly<Record<string, RegExp>> = {
  typescript: script,
  typescriptreact: script,
  javascript: script,
  javascriptreact: script,
  vue: script,
  svelte: script,
  astro: script,
  html: /^\s*<(?:script|link)\b[^>]*\b(?:src|href)=/i,
  python: /^(?:import|from)\s/,
  go: /^(?:package|import)\b/,
  rust: /^(?:pub(?:\([^)]*\))?\s+)?(?:use\s|extern\s+crate\s|mod\s+\w+\s*;)/,
  java: jvm,
  kotlin: jvm,
  scala: jvm,
  groovy: jvm,
  csharp: /^\s*(?:global\s+)?using\s+(?!var\b)[\w.\s=]+;|^namespace\s[\w.]+\s*;/,
  vb: /^Imports\s/i,
  fsharp: /^(?:open|module|namespace)\s/,
  c,
  cpp: c,
  'cuda-cpp': c,
  'objective-c': c,
  'objective-cpp': c,
  php: /^(?:use|namespace)\s|^(?:require|include)(?:_once)?\b/,
  ruby: /^(?:require|require_relative|load|autoload)\b/,
  crystal: /^require\b/,
  swift: /^(?:@\w+\s+)*import\s/,
  dart: /^(?:import|export|part|library)\s/,
  elixir: /^\s*(?:import|alias|use|require)\s/,
  erlang: /^-(?:module|include|include_lib|import)\(/,
  haskell: /^(?:module|import)\s/,
  ocaml: /^(?:open|include)\s/,
  clojure: /^\(ns\b|^\((?:require|use|import)\b/,
  lua: /^(?:local\s[\w\s,]+=\s*)?require\b/,
  perl: /^(?:use|require|package)\s/,
  r: /^\s*(?:library|require|source)\(/,
  julia: /^(?:using|import|include)\b/,
  shellscript: shell,
  fish: shell,
  powershell: /^\s*(?:using\s|Import-Module\b|\.\s)/i,
  css: style,
  scss: style,
  sass: style,
  less: style,
  proto3: /^(?:syntax|package|import)\b/,
  proto: /^(?:syntax|package|import)\b/,
  solidity: /^(?:pragma|import)\s/,
  zig: /^(?:pub\s+)?const\s+\w+\s*=\s*@import\(/,
  nim: /^(?:import|from|include)\s/,
  d: /^(?:module|import|public\s+import)\s/,
  pascal: /^uses\b/i,
  ada: /^(?:with|use)\s/i,
  'fortran-modern': /^\s*(?:use|include)\b/i,
  FortranFreeForm: /^\s*(?:use|include)\b/i,
  latex: /^\s*\\(?:documentclass|usepackage|input|include)\b/,
  tex: /^\s*\\(?:documentclass|usepackage|input|include)\b/,
  makefile: /^-?include\s/,
  cmake: /^\s*(?:include|find_package)\s*\(/i,
  coffeescript: /^(?:import\b|\w+\s*=\s*require\b)/,
};

/** Imports stand at the top; a file's first lines are enough, whatever its length. */
const searchedLines = 400;
/** A bracket that is not closed by then belongs to something else. */
const longestStatement = 100;

/** The statements by which a file brings in names from elsewhere, in order; neighbours as one range. */
export function findImports(lines: TextLines, languageId: string): readonly LineRange[] {
  const start = importStart[languageId];
  if (!start) return [];
  const ranges: LineRange[] = [];
  for (let line = 0; line < Math.min(lines.count, searchedLines);) {
    if (!start.test(lines.at(line))) {
      line++;
      continue;
    }
    const endLine = statementEnd(lines, line);
    const previous = ranges.at(-1);
    if (previous?.endLine === line) ranges.splice(-1, 1, { startLine: previous.startLine, endLine });
    else ranges.push({ startLine: line, endLine });
    line = endLine;
  }
  return ranges;
}

/** Whether a line begins such a statement. */
export function startsImport(line: string, languageId: string): boolean {
  return importStart[languageId]?.test(line) ?? false;
}

/** The text of all of a file's import statements. */
export function importsOf(text: string, languageId: string): string {
  const lines = new TextLines(text);
  return findImports(lines, languageId)
    .map((range) => lines.slice(range))
    .join('');
}

/** Statements go on while a bracket is open or the line ends in a backslash or a comma. */
function statementEnd(lines: TextLines, startLine: number): number {
  let open = 0;
  for (let line = startLine; line < Math.min(lines.count, startLine + longestStatement); line++) {
    const text = lines.at(line);
    for (const character of text) {
      if ('([{'.includes(character)) open++;
      else if (')]}'.includes(character)) open--;
    }
    if (open <= 0 && !/[\\,]\s*$/.test(text)) return line + 1;
  }
  return startLine + 1;
}
