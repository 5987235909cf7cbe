/** What becomes of a file when a code block of an answer is applied to it. */
export type Applied =
  | { readonly kind: 'applied'; readonly text: string }
  /** Nothing was changed: why, in a sentence with the next step. */
  | { readonly kind: 'refused'; readonly reason: string };

/** `// ... existing code ...`, `# … rest unchanged`, `<!-- ... -->`: a comment that stands for code. */
const elision =
  /^\s*(?:\/\/|#|--|;|%|\/\*|<!--|\{\/\*)\s*(?:\.{3}|…)[^\n]*$|^\s*(?:\/\/|#|--|\/\*|<!--|\{\/\*)\s*(?:existing|rest of(?: the)?|remaining|unchanged|same) (?:code|file|as before|lines)\b[^\n]*$/i;

/** Shorter lines, such as `}`, stand anywhere. */
const tellingLength = 4;

/**
 * Works a block into a file: a block with elisions is expanded against the file, another takes the place of the
 * declaration or the lines that it begins and ends like, or of the whole file where it has most of its lines.
 * @param lines where the model says that the block belongs, from 1
 */
export function applyBlock(
  file: string,
  block: string,
  lines?: { readonly first: number; readonly last: number },
): Applied {
  const eol = file.includes('\r\n') ? '\r\n' : '\n';
  const existing = file.split(/\r?\n/);
  const wanted = block.replace(/\r?\n$/, '').split(/\r?\n/);
  const result = wanted.some((line) => elision.test(line))
    ? expanded(existing, wanted)
    : (replacedLines(existing, wanted, lines) ?? replaced(existing, wanted));
  return typeof result === 'string' ? { kind: 'refused', reason: result } : { kind: 'applied', text: result.join(eol) };
}

/** Each run of lines between elisions is anchored by its first and last line, in the order of the file. */
function expanded(existing: readonly string[], wanted: readonly string[]): readonly string[] | string {
  const result: string[] = [];
  let from = 0;
  for (const { lines, isAfterElision } of runsOf(wanted)) {
    const start = isAfterElision ? indexOfLine(existing, lines[0], from) : from;
    const end = endOf(existing, lines, start);
    if (start < 0 || end < 0) return unexpandable(start < 0 ? lines[0] : lines.at(-1));
    result.push(...existing.slice(from, start), ...lines);
    from = end + 1;
  }
  return [...result, ...existing.slice(from)];
}

interface Run {
  readonly lines: readonly string[];
  readonly isAfterElision: boolean;
}

function runsOf(wanted: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  let lines: string[] = [];
  let isAfterElision = false;
  for (const line of [...wanted, undefined]) {
    if (line !== undefined && !elision.test(line)) {
      lines.push(line);
      continue;
    }
    if (lines.some((each) => each.trim() !== '')) runs.push({ lines, isAfterElision });
    lines = [];
    isAfterElision = true;
  }
  return runs;
}

function endOf(existing: readonly string[], lines: readonly string[], start: number): number {
  if (start < 0) return -1;
  return lines.length === 1 ? indexOfLine(existing, lines[0], start) : indexOfLine(existing, lines.at(-1), start + 1);
}

function unexpandable(line: string | undefined): string {
  return `The block leaves code out, and its line “${(line ?? '').trim().slice(0, 60)}” is not in the file, so what was left out cannot be told. Ask for the whole function, or insert the block by hand.`;
}

/** The lines that the model has named, if the block begins there like the file does. */
function replacedLines(
  existing: readonly string[],
  wanted: readonly string[],
  lines: { readonly first: number; readonly last: number } | undefined,
): readonly string[] | undefined {
  if (!lines || lines.first > lines.last || !same(existing[lines.first - 1], wanted[0])) return undefined;
  return [...existing.slice(0, lines.first - 1), ...wanted, ...existing.slice(lines.last)];
}

function replaced(existing: readonly string[], wanted: readonly string[]): readonly string[] | string {
  if (existing.every((line) => line.trim() === '') || isWholeFile(existing, wanted)) return wanted;
  const first = wanted.find((line) => line.trim() !== '');
  const start = indexOfOnly(existing, first) ?? indexOfDeclaration(existing, wanted);
  if (start === undefined) {
    return 'Where this block belongs cannot be told: nothing in the file begins like it. Put the cursor there and choose Insert.';
  }
  return [
    ...existing.slice(0, start),
    ...indentedAs(existing[start], wanted),
    ...existing.slice(blockEnd(existing, start) + 1),
  ];
}

/** Most of the file's lines are in the block, first and last among them. */
function isWholeFile(existing: readonly string[], wanted: readonly string[]): boolean {
  const lines = new Set(wanted.map((line) => line.trim()));
  const telling = existing.filter((line) => line.trim().length >= tellingLength);
  const kept = telling.filter((line) => lines.has(line.trim()));
  return kept.length >= telling.length * 0.6 && same(existing.find(isTelling), wanted.find(isTelling));
}

/** `function total(`, `class Cart`, `def total(`: the same name is declared, whatever its parameters. */
function indexOfDeclaration(existing: readonly string[], wanted: readonly string[]): number | undefined {
  const name = declared(wanted.find(isTelling) ?? '');
  if (name === undefined) return undefined;
  const found = existing.flatMap((line, index) => (declared(line) === name ? [index] : []));
  return found.length === 1 ? found[0] : undefined;
}

const declaration =
  /^\s*(?:export\s+|default\s+|async\s+|public\s+|private\s+|protected\s+|static\s+|pub\s+|abstract\s+|final\s+)*(?:function\*?|class|def|fn|func|interface|type|enum|struct|trait|const|let|var)\s+(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$]*)/u;

function declared(line: string): string | undefined {
  return declaration.exec(line)?.[1];
}

/** The last line of what begins at `start`: what is indented deeper, with the line that closes it. */
function blockEnd(existing: readonly string[], start: number): number {
  const depth = indentOf(existing[start] ?? '');
  let end = start;
  for (let index = start + 1; index < existing.length; index++) {
    const line = existing[index] ?? '';
    if (line.trim() === '') continue;
    const indent = indentOf(line);
    if (indent < depth || (indent === depth && !/^\s*[)\]}]|^\s*end\b/.test(line))) break;
    end = index;
    if (indent === depth) {
      if (/[{([:]\s*$/.test(line)) continue; // `) {` and the like: the block goes on
      break;
    }
  }
  return end;
}

function indentedAs(existing: string | undefined, wanted: readonly string[]): readonly string[] {
  const indent = /^\s*/.exec(existing ?? '')?.[0] ?? '';
  const own = /^\s*/.exec(wanted[0] ?? '')?.[0] ?? '';
  if (indent === own || !indent.startsWith(own)) return wanted;
  const missing = indent.slice(own.length);
  return wanted.map((line) => (line.trim() === '' ? line : missing + line));
}

/** With the same indentation if there is one: a lone `}` closes what stands at its depth. */
function indexOfLine(existing: readonly string[], line: string | undefined, from: number): number {
  const exact = existing.findIndex((each, index) => index >= from && each.trimEnd() === line?.trimEnd());
  return exact >= 0 ? exact : existing.findIndex((each, index) => index >= from && same(each, line));
}

function indexOfOnly(existing: readonly string[], line: string | undefined): number | undefined {
  if (line === undefined || line.trim().length < tellingLength) return undefined;
  const found = existing.flatMap((each, index) => (same(each, line) ? [index] : []));
  return found.length === 1 ? found[0] : undefined;
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one.trim() === other.trim();
}

const isTelling = (line: string) => line.trim().length >= tellingLength;
const indentOf = (line: string) => line.length - line.trimStart().length;
