import type { CollectedContext, ContextPiece } from '../context/piece.ts';
import type { Message } from '../provider/request.ts';
import type { Placement } from './placement/placement.ts';

export interface GenerationTask {
  readonly instruction: string;
  readonly languageId: string;
  readonly path: string;
  readonly placement: Placement;
}

/** Marks the place of the code in the file. Unlikely in any language, and short. */
const cursor = '⟦CODE GOES HERE⟧';

/**
 * What changes least comes first, so that a provider's prompt cache is hit: the system prompt, other files by path,
 * the file's imports and text, and last what was asked for.
 */
export function generationPrompt(task: GenerationTask, context: CollectedContext): Message[] {
  const others = context.pieces.filter(({ kind }) => kind === 'openFile').map(otherFile);
  return [
    { role: 'system', content: systemPrompt(task.languageId) },
    { role: 'user', content: [...others, ownFile(task, context), order(task)].join('\n\n') },
  ];
}

function systemPrompt(languageId: string): string {
  return [
    `You are an expert in ${languageNames[languageId] ?? languageId} who writes code into a user's file.`,
    'Write clean, production-ready code in the modern idioms of the language: typed where the language has types,',
    'edge cases handled, documented where it is not obvious, in the style and with the helpers of the surrounding code.',
    '',
    'Answer with the code alone: no Markdown fences, no explanation before or after it.',
    'Write only what belongs at the marked place. Do not repeat the comment or any code around the place.',
  ].join('\n');
}

function otherFile({ path, startLine, text }: ContextPiece): string {
  return `File ${path}, from line ${startLine + 1}:\n\n${fenced(text)}`;
}

function ownFile({ path }: GenerationTask, { pieces }: CollectedContext): string {
  const textOf = (kind: ContextPiece['kind']) =>
    pieces
      .filter((piece) => piece.kind === kind)
      .map(({ text }) => text)
      .join('');
  return `The file ${path}; ${cursor} marks the place:\n\n${fenced(`${textOf('imports')}${textOf('before')}${cursor}${textOf('after')}`)}`;
}

function order({ instruction, placement: { mode, signature } }: GenerationTask): string {
  return `${wanted(mode, signature)}\n\n${instruction}`;
}

function wanted(mode: Placement['mode'], signature: readonly string[]): string {
  const declared = signature.map((line) => line.trim()).join(' ');
  if (mode === 'body' || (mode === 'stub' && declared !== '')) {
    return `Write the body of \`${declared}\`, without the declaration itself and without what closes it:`;
  }
  return mode === 'stub'
    ? `Write the code that replaces the placeholder at ${cursor}:`
    : `Write the code at ${cursor}:`;
}

/** Longer than any fence in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.endsWith('\n') ? text : `${text}\n`}${fence}`;
}

/** Names that say more to a model than VS Code's ids. */
const languageNames: Readonly<Record<string, string>> = {
  typescript: 'TypeScript',
  typescriptreact: 'TypeScript with React',
  javascript: 'JavaScript',
  javascriptreact: 'JavaScript with React',
  python: 'Python',
  go: 'Go',
  rust: 'Rust',
  java: 'Java',
  csharp: 'C#',
  cpp: 'C++',
  c: 'C',
  ruby: 'Ruby',
  php: 'PHP',
  kotlin: 'Kotlin',
  swift: 'Swift',
  shellscript: 'shell scripting',
  sql: 'SQL',
  html: 'HTML',
  css: 'CSS',
  scss: 'SCSS',
  latex: 'LaTeX',
  fsharp: 'F#',
  vb: 'Visual Basic',
  'objective-c': 'Objective-C',
  markdown: 'Markdown',
};
