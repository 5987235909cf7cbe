import type { TextRange } from '../../base/trackedRange.ts';
import type { CommentSyntax } from '../comment/commentSyntax.ts';
import { columns, indentOf, isBlank, lineBelow, linesBelow, linesFrom, type Line } from './lines.ts';
import { endsInStub, isStub } from './stubs.ts';

/** A declaration that waits for its body. */
export interface OpenDeclaration {
  readonly mode: 'body' | 'stub';
  readonly signature: readonly string[];
  /** What the body replaces: from behind the opener to before the closer, or the placeholder. */
  readonly range: TextRange;
  readonly indent: string;
  /** What closes the body stands on the opener's line and has to move to one of its own. */
  readonly isClosedInline: boolean;
  /** The body takes the place of the whole declaration: `def size = ???`. */
  readonly isWhole: boolean;
}

/** A longer one is no signature any more. */
const maxSignatureLines = 12;
const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

interface Scene {
  readonly text: string;
  readonly unit: string;
  readonly tabWidth: number;
  readonly languageId: string;
  readonly syntax: CommentSyntax;
}

/** The declaration that begins on the line at `from`, if its body is missing or a placeholder. */
export function findOpenDeclaration(scene: Scene, from: number): OpenDeclaration | undefined {
  const lines: Line[] = [];
  for (const line of linesFrom(scene.text, from)) {
    lines.push(line);
    if (lines.length > maxSignatureLines || isBlank(line.text)) return undefined;
    const signature = lines.map(({ text }) => text);
    if (isOpenBracketed(signature.join('\n'), scene.syntax)) continue;
    const declaration = closeOf(scene, lines, signature);
    if (declaration || !isContinued(scene.text, line)) return declaration;
  }
  return undefined;
}

function closeOf(scene: Scene, lines: readonly Line[], signature: readonly string[]): OpenDeclaration | undefined {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return undefined;
  const code = withoutComment(last.text, scene.syntax).trimEnd();
  if (endsInStub(code)) {
    const range = { start: first.start, end: last.end };
    return { mode: 'stub', signature, range, indent: indentOf(first.text), isClosedInline: false, isWhole: true };
  }
  if (/\{\s*\}[;,)]*$/.test(code)) return inlineBraces(last, signature, code, scene);
  if (code.endsWith('{')) return braces(scene, last, signature, first);
  if (code.endsWith(':') && !/^\s*(?:case\b.*|default|public|private|protected)\s*:$/.test(code))
    return indented(scene, last, signature, first);
  if (hasEndKeyword(scene.languageId) && opensWithKeyword(code)) return keywords(scene, last, signature, first);
  if (/^haskell|^elm|^purescript/.test(scene.languageId) && /::|^\w+\s*:/.test(code))
    return typed(scene, last, signature, first);
  return allman(scene, lines, signature);
}

/** `function f() {}`: the body goes between the braces, which move apart. */
function inlineBraces(line: Line, signature: readonly string[], code: string, { unit }: Scene): OpenDeclaration {
  const close = line.start + code.lastIndexOf('}');
  const open = line.start + code.lastIndexOf('{');
  return {
    mode: 'body',
    signature,
    range: { start: open + 1, end: close },
    indent: indentOf(line.text) + unit,
    isClosedInline: true,
    isWhole: false,
  };
}

function braces(scene: Scene, opener: Line, signature: readonly string[], first: Line): OpenDeclaration | undefined {
  return bodyUntil(scene, { opener, signature, indent: indentOf(first.text) + scene.unit }, (line) =>
    /^\s*\}/.test(line.text),
  );
}

/** The brace on a line of its own. */
function allman(scene: Scene, lines: readonly Line[], signature: readonly string[]): OpenDeclaration | undefined {
  const last = lines.at(-1);
  if (!last || last.text.trimEnd().endsWith(';')) return undefined;
  const brace = lineBelow(scene.text, last.start);
  if (!brace || !/^\s*\{\s*$/.test(brace.text)) return undefined;
  const whole = { opener: brace, signature: [...signature, brace.text], indent: indentOf(brace.text) + scene.unit };
  return bodyUntil(scene, whole, closesBrace);
}

function keywords(scene: Scene, opener: Line, signature: readonly string[], first: Line): OpenDeclaration | undefined {
  return bodyUntil(scene, { opener, signature, indent: indentOf(first.text) + scene.unit }, closesKeyword);
}

const closesBrace = (line: Line) => /^\s*\}/.test(line.text);
const closesKeyword = (line: Line) => /^\s*(?:end|fi|done|esac)\b/i.test(line.text);

interface Opening {
  readonly opener: Line;
  readonly signature: readonly string[];
  readonly indent: string;
}

/** The body from behind the opener's line up to the line that closes it, if nothing but a placeholder stands there. */
function bodyUntil(
  { text }: Scene,
  { opener, signature, indent }: Opening,
  closes: (line: Line) => boolean,
): OpenDeclaration | undefined {
  let end = opener.end;
  let stub: Line | undefined;
  for (const line of linesBelow(text, opener.end)) {
    if (closes(line)) {
      const mode = stub ? 'stub' : 'body';
      return {
        mode,
        signature,
        range: { start: opener.end, end },
        indent: stub ? indentOf(stub.text) : indent,
        isClosedInline: false,
        isWhole: false,
      };
    }
    if (!isBlank(line.text)) {
      if (!isStub(line.text)) return undefined;
      stub ??= line;
    }
    end = line.end;
  }
  return undefined;
}

/** Blocks by indentation: Python and its like. A docstring stays. */
function indented(scene: Scene, opener: Line, signature: readonly string[], first: Line): OpenDeclaration | undefined {
  const base = columns(indentOf(first.text), scene.tabWidth);
  const indent = indentOf(first.text) + scene.unit;
  let start = opener.end;
  let end = opener.end;
  let stub: Line | undefined;
  let docstring: string | undefined;
  for (const line of linesBelow(scene.text, opener.end)) {
    if (docstring !== undefined) {
      start = end = line.end;
      if (line.text.includes(docstring)) docstring = undefined;
      continue;
    }
    if (isBlank(line.text)) continue;
    if (columns(indentOf(line.text), scene.tabWidth) <= base) break;
    const quote = scene.syntax.docstrings.find((marker) => line.text.trimStart().startsWith(marker));
    if (quote !== undefined && !stub) {
      start = end = line.end;
      if (line.text.trimStart().indexOf(quote, quote.length) < 0) docstring = quote;
      continue;
    }
    if (stub || !isStub(line.text)) return undefined;
    stub = line;
    end = line.end;
  }
  const mode = stub ? 'stub' : 'body';
  return {
    mode,
    signature,
    range: { start, end },
    indent: stub ? indentOf(stub.text) : indent,
    isClosedInline: false,
    isWhole: false,
  };
}

/** A type signature whose equation is missing: `size :: [a] -> Int`, perhaps with `size = undefined` below. */
function typed({ text }: Scene, last: Line, signature: readonly string[], first: Line): OpenDeclaration | undefined {
  const below = lineBelow(text, last.start);
  const name = /^\s*([\w']+)/.exec(first.text)?.[1] ?? '';
  const isEquation = below !== undefined && below.text.trimStart().startsWith(`${name} `);
  if (isEquation && !endsInStub(below.text)) return undefined;
  const range = { start: last.end, end: isEquation ? below.end : last.end };
  return {
    mode: isEquation ? 'stub' : 'body',
    signature,
    range,
    indent: indentOf(first.text),
    isClosedInline: false,
    isWhole: false,
  };
}

function hasEndKeyword(languageId: string): boolean {
  return [
    'ruby',
    'lua',
    'elixir',
    'crystal',
    'julia',
    'shellscript',
    'matlab',
    'vb',
    'pascal',
    'sql',
    'plsql',
    'pgsql',
    'ada',
    'vhdl',
  ].includes(languageId);
}

function opensWithKeyword(code: string): boolean {
  return /^\s*(?:local\s+|private\s+|public\s+|async\s+)*(?:def|function|sub|module|class|procedure|begin|macro|struct)\b|\b(?:do|then|begin|is|as)(?:\s*\|[^|]*\|)?$/i.test(
    code,
  );
}

/** The signature goes on below: `where T: Copy,`, `throws IOException`, a constructor's initialisers. */
function isContinued(text: string, { start }: Line): boolean {
  const below = lineBelow(text, start)?.text ?? '';
  return (
    /^\s*(?:where|throws|extends|implements|returns|noexcept|const|:|->|=>|requires)(?:\b|\s|$)/.test(below) ||
    /,\s*$/.test(below)
  );
}

/** A bracket other than a trailing brace is still open. What stands in strings does not count. */
function isOpenBracketed(signature: string, { quotes }: CommentSyntax): boolean {
  const open: string[] = [];
  const strings = new RegExp(`([${quotes.join('')}\`])(?:\\\\.|(?!\\1).)*\\1`, 'g');
  for (const character of signature.replaceAll(strings, '')) {
    const close = pairs[character];
    if (close !== undefined) open.push(close);
    else if (character === open.at(-1)) open.pop();
  }
  return open.some((close) => close !== '}');
}

function withoutComment(line: string, { line: markers }: CommentSyntax): string {
  const marker = markers.find((candidate) => line.includes(` ${candidate}`));
  return marker === undefined ? line : line.slice(0, line.lastIndexOf(` ${marker}`));
}
