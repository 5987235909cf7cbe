import { readFileSync, readdirSync } from 'node:fs';

/**
 * A document drawn with its generation: `█` is the cursor, `«…»` what is to be written, `‹…›` what it replaces.
 * `«` right before a line break stands for code on lines of its own below.
 */
export interface GenerationCase {
  readonly name: string;
  readonly languageId: string;
  readonly before: string;
  readonly cursor: number;
  readonly after: string;
  /** The code as a well-behaved model would answer: without the document's base indentation. */
  readonly answer: string;
}

const folder = new URL('../golden/generation/', import.meta.url);

export function generationCases(): GenerationCase[] {
  return readdirSync(folder).map((file) => {
    const name = file.replace('.txt', '');
    return { name, languageId: name.split('.')[0] ?? '', ...draw(readFileSync(new URL(file, folder), 'utf8')) };
  });
}

function draw(drawing: string): Omit<GenerationCase, 'name' | 'languageId'> {
  const written = /«([^»]*)»/.exec(drawing)?.[1] ?? '';
  // Drawn on lines of its own: the line break that the drawing has before « is one of the document.
  const isBelow = written.startsWith('\n');
  const code = isBelow ? written.slice(1) : written;
  const undrawn = drawing
    .replaceAll(/\n?«\n[^»]*»/g, '')
    .replaceAll(/«[^»]*»/g, '')
    .replaceAll(/[‹›]/g, '');
  const cursor = undrawn.indexOf('█');
  return {
    before: undrawn.replace('█', ''),
    cursor,
    after: drawing
      .replaceAll(/‹[^›]*›/g, '')
      .replace('█', '')
      .replace('\n«\n', '\n')
      .replaceAll(/[«»]/g, ''),
    answer: dedent(code.replace(/\n$/, '')),
  };
}

function dedent(code: string): string {
  const indent = /^[\t ]*/.exec(code)?.[0] ?? '';
  return code
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}
