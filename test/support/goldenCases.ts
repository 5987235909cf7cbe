/** One golden case of a suggestion: what stood there, what the model said, what is to be shown. */
export interface GoldenCase {
  readonly name: string;
  /** With `█` at the cursor. */
  readonly code: string;
  readonly answer: string;
  readonly expected: Expected;
}

export type Expected =
  | { readonly kind: 'shown'; readonly text: string; readonly over: string }
  | { readonly kind: 'dropped'; readonly by: string };

const directive = /^@(case|code|answer|shown|dropped)\b ?(.*)$/;

/**
 * Reads a file of golden cases. A case is four sections, each begun by a line of its own: `@case NAME`, `@code`,
 * `@answer`, and `@shown`, `@shown over CLOSERS` or `@dropped FILTER`. A section ends before the next; a blank line
 * before `@case` belongs to none. What is missing at the end is filled in by `UPDATE=1`.
 */
export function parseGolden(text: string): readonly GoldenCase[] {
  const cases: GoldenCase[] = [];
  for (const part of text.split(/^(?=@case )/m).filter((piece) => piece.startsWith('@case '))) {
    const sections = new Map<string, { argument: string; lines: string[] }>();
    let current: { argument: string; lines: string[] } | undefined;
    for (const line of part.replace(/\n+$/, '').split('\n')) {
      const [, word, argument = ''] = directive.exec(line) ?? [];
      if (word) sections.set(word, (current = { argument, lines: [] }));
      else current?.lines.push(line);
    }
    const body = (name: string) => sections.get(name)?.lines.join('\n') ?? '';
    const dropped = sections.get('dropped');
    const over = (sections.get('shown')?.argument ?? '').replace(/^over /, '');
    cases.push({
      name: sections.get('case')?.argument ?? '',
      code: body('code'),
      answer: body('answer'),
      expected: dropped ? { kind: 'dropped', by: dropped.argument } : { kind: 'shown', text: body('shown'), over },
    });
  }
  return cases;
}

export function formatGolden(cases: readonly GoldenCase[]): string {
  return cases.map(formatCase).join('\n');
}

function formatCase({ name, code, answer, expected }: GoldenCase): string {
  const end =
    expected.kind === 'dropped'
      ? `@dropped ${expected.by}\n`
      : `@shown${expected.over === '' ? '' : ` over ${expected.over}`}\n${expected.text}\n`;
  return `@case ${name}\n@code\n${code}\n@answer\n${answer}\n${end}`;
}
