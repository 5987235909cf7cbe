// Typed sessions: stretches of real files, and typists with a rhythm, mistakes and pauses of their own.
import { readFileSync } from 'node:fs';
import { traitsOf } from '../src/core/completion/languages.ts';
import { scan } from '../src/core/completion/lexical.ts';
import { assembledFiles } from './contextSupport.ts';
import { Writing } from './replayWriting.ts';

export interface SourceFile {
  readonly languageId: string;
  readonly path: string;
  readonly text: string;
}

const files: readonly (readonly [languageId: string, name: string])[] = [
  ['typescript', 'cart.ts'],
  ['python', 'inventory.py'],
  ['go', 'queue.go'],
  ['rust', 'lexer.rs'],
  ['java', 'Ledger.java'],
  ['javascript', 'router.js'],
];

export function replayFiles(): readonly SourceFile[] {
  return files.map(([languageId, name]) => {
    const text = readFileSync(new URL(`replayFiles/${name}.txt`, import.meta.url), 'utf8').trimEnd();
    // One file is longer than any prompt, as most are.
    const above = languageId === 'javascript' ? `${(assembledFiles(1, 400)[0] ?? []).join('\n')}\n\n` : '';
    return { languageId, path: `src/${name}`, text: above + text };
  });
}

/** So much of a file is written anew. */
const shareWritten = 0.7;
const shortest = 3;
const longest = 60;

/** The stretches of a file that a session writes, each from nothing, with the others before it done and those behind it missing. */
export function writingsOf(file: SourceFile, random: () => number): readonly Writing[] {
  const blocks = balancedBlocks(file);
  const isWritten = blocks.map(
    ({ lines }) => lines.length >= shortest && lines.length <= longest && random() < shareWritten,
  );
  const join = (from: number, to: number) =>
    blocks
      .slice(from, to)
      .flatMap(({ lines }) => lines)
      .join('\n');
  return blocks.flatMap((block, index) => {
    if (!isWritten[index]) return [];
    const missing = blocks.flatMap((other, at) => (at > index && !isWritten[at] ? other.lines : []));
    const goal = block.lines.join('\n');
    const indentation = /^[ \t]*/.exec(goal)?.[0] ?? '';
    const above = `${join(0, index)}\n${indentation}`;
    return [
      new Writing(file.languageId, file.path, {
        above,
        goal: goal.slice(indentation.length),
        below: `\n${missing.join('\n')}`,
      }),
    ];
  });
}

/** Runs of lines between blank ones, joined until their brackets are balanced. Blank lines go with what they follow. */
function balancedBlocks({ text, languageId }: SourceFile): readonly { readonly lines: readonly string[] }[] {
  const blocks: { lines: string[] }[] = [];
  let current: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' && current.length > 0 && isBalanced(current, languageId)) {
      blocks.push({ lines: current }, { lines: [line] });
      current = [];
    } else current.push(line);
  }
  return [...blocks, { lines: current }];
}

function isBalanced(lines: readonly string[], languageId: string): boolean {
  const { end, strays } = scan(lines.join('\n'), traitsOf(languageId));
  return end.open === '' && end.inside === 'code' && strays.length === 0;
}

export interface Typist {
  readonly name: string;
  /** Median time between two keys within a word. */
  readonly keyMs: number;
  /** Median of a thought at the start of a line. */
  readonly thoughtMs: number;
  /** Of words. */
  readonly mistakeRate: number;
  /** From seeing a suggestion that is right to Tab. */
  readonly reactionMs: number;
}

/** Medians as measured on programmers: 40 to 80 words a minute within lines, a second or two between them. */
export const typists: readonly Typist[] = [
  { name: 'fast', keyMs: 105, thoughtMs: 700, mistakeRate: 0.06, reactionMs: 450 },
  { name: 'average', keyMs: 165, thoughtMs: 1_100, mistakeRate: 0.05, reactionMs: 600 },
  { name: 'slow', keyMs: 270, thoughtMs: 1_800, mistakeRate: 0.03, reactionMs: 800 },
];

/** How long the typist takes before the next key. */
export function delayBefore(text: string, left: string, typist: Typist, random: () => number): number {
  const key = logNormal(typist.keyMs, 0.35, random);
  const before = left.at(-1) ?? '\n';
  const isLineStart = /\n[ \t]*$/.test(left);
  const isWordStart = /\w/.test(text) && !/\w/.test(before);
  if (isLineStart) return key + logNormal(typist.thoughtMs, 0.8, random);
  if (text.startsWith('\n')) return key * 1.6;
  if (isWordStart && random() < 0.025) return 1_500 + 4_000 * random();
  return key * (isWordStart ? 1.6 : /\w/.test(text) ? 1 : 1.25);
}

export function logNormal(median: number, sigma: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}

/** Mulberry32: the same numbers for the same seed, anywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
