import assert from 'node:assert/strict';
import { importsOf } from '../../../../../src/core/context/collect/imports.ts';
import { Cleaner } from '../../../../../src/core/generation/clean/cleaner.ts';
import { builtInSyntax } from '../../../../../src/core/generation/comment/commentSyntax.ts';
import { findComment } from '../../../../../src/core/generation/comment/findComment.ts';
import { planPlacement } from '../../../../../src/core/generation/placement/planPlacement.ts';
import { generationCases, type GenerationCase } from '../../../../support/generationCases.ts';

interface Plan {
  readonly instruction: string;
  readonly signature: readonly string[];
  readonly following: readonly string[];
  readonly comment: string;
  readonly imports: string;
  readonly indent: string;
  readonly unit: string;
}

/** What models do to a good answer. Undefined where a habit makes no sense for a case. */
const habits: Record<string, (answer: string, plan: Plan, languageId: string) => string | undefined> = {
  plain: (answer) => answer,
  fenced: (answer, _plan, id) => `\`\`\`${id}\n${answer}\n\`\`\`\n`,
  'fenced without a language': (answer) => `\`\`\`\n${answer}\n\`\`\``,
  'fenced with an odd info string': (answer, _plan, id) =>
    `\`\`\` {.${id} title="a b.txt" linenums}\n${answer}\n\`\`\`\n`,
  'fenced by tildes': (answer, _plan, id) => `~~~${id}\n${answer}\n~~~\n`,
  'an indented fence': (answer, _plan, id) => `  \`\`\`${id}\n${answer}\n  \`\`\`\n`,
  'a longer fence': (answer, _plan, id) => `\`\`\`\`${id}\n${answer}\n\`\`\`\`\n`,
  'a closing fence missing': (answer, _plan, id) => `\`\`\`${id}\n${answer}\n`,
  'an opening fence missing': (answer) => `${answer}\n\`\`\`\n`,
  'prose before': (answer) => `Sure! Here is the code you asked for:\n\n${answer}\n`,
  'prose after': (answer) =>
    `${answer}\n\nThis function handles all of the edge cases.\nLet me know if you need more.\n`,
  'prose around a fence': (answer, _plan, id) =>
    `Certainly! Here's the implementation:\n\n\`\`\`${id}\n${answer}\n\`\`\`\n\n**Explanation:**\n\n- It \`works\`.\n1. Really.\n`,
  'a list before the code': (answer) =>
    `Here is the code. It takes care of these points:\n\n- empty input and input that is far too long\n* errors of the file system, which are passed on\n\n${answer}\n`,
  'a list after the code': (answer) =>
    `${answer}\n\nThis function handles all of the edge cases.\n- it trims the input before use\n2. it reports what it could not read\n`,
  'Chinese prose around a fence': (answer, _plan, id) =>
    `好的，以下是代码：\n\n\`\`\`${id}\n${answer}\n\`\`\`\n\n说明：这段代码处理了所有情况。\n`,
  'an apology': (answer, _plan, id) =>
    `I apologize for the confusion. Here is the corrected version:\n\`\`\`${id}\n${answer}\n\`\`\``,
  'a usage example in a second fence': (answer, _plan, id) =>
    `\`\`\`${id}\n${answer}\n\`\`\`\n\nExample usage:\n\n\`\`\`${id}\nexample(1, 2)\n\`\`\`\n`,
  'a shell command in a second fence': (answer, _plan, id) =>
    id === 'shellscript'
      ? undefined
      : `\`\`\`${id}\n${answer}\n\`\`\`\n\nThen install what it needs:\n\n\`\`\`bash\nnpm install it\n\`\`\`\n`,
  'two fences': (answer, _plan, id) => {
    const [first, ...rest] = answer.split('\n\n');
    return rest.length === 0
      ? undefined
      : `\`\`\`${id}\n${first}\n\`\`\`\n\nAnd then:\n\n\`\`\`${id}\n${rest.join('\n\n')}\n\`\`\`\n`;
  },
  'the comment repeated': (answer, { comment }) => `${comment}\n${answer}`,
  'the comment repeated in a fence': (answer, { comment }, id) => `\`\`\`${id}\n${comment}\n${answer}\n\`\`\`\n`,
  'a think block': (answer) => `<think>\nThe user wants code.\n\`\`\`\nmaybe\n\`\`\`\n</think>\n\n${answer}`,
  'a think block on one line, then a fence': (answer, _plan, id) => `<think>hm</think>\n\`\`\`${id}\n${answer}\n\`\`\``,
  'tabs for spaces': (answer, { unit }) => (unit === '\t' ? undefined : retabbed(answer, unit.length)),
  'spaces for tabs': (answer, { unit }) =>
    unit === '\t' ? answer.replaceAll(/^\t+/gm, (tabs) => '    '.repeat(tabs.length)) : undefined,
  'trailing blank lines': (answer) => `${answer}\n\n\n  \n`,
  'leading blank lines': (answer) => `\n\n${answer}`,
  CRLF: (answer) => answer.replaceAll('\n', '\r\n'),
  'a byte order mark': (answer) => `\uFEFF${answer}`,
  'indented as in the document': (answer, { indent }) => answer.replaceAll(/^(?=.)/gm, indent),
  'begun in the middle of a line': (answer, { indent }) =>
    answer.includes('\n') ? answer.replaceAll(/^(?=.)/gm, indent).slice(indent.length) : undefined,
  'the imports of the file again': (answer, { imports }) =>
    imports === '' ? undefined : `${imports.trimEnd()}\n\n${answer}`,
  'the declaration again': (answer, { signature, unit, following }) =>
    signature.length === 0 || isHaskell(signature) || /["']{3}/.test(signature.join(''))
      ? undefined
      : `${dedented(signature)}\n${answer.replaceAll(/^(?=.)/gm, unit)}\n${closerOf(following)}`,
  'what follows again': (answer, { following, signature }) =>
    following[0] === undefined || signature.length > 0 || !/\w.*\w/.test(following[0])
      ? undefined
      : `${answer}\n${following
          .slice(0, 2)
          .map((line) => line.trim())
          .join('\n')}`,
  'a path heading in a fence': (answer, _plan, id) =>
    `\`\`\`${id}\n// src/example/file.${id.slice(0, 2)}\n${answer}\n\`\`\``,
};

const isHaskell = (signature: readonly string[]) => signature.some((line) => line.includes(' :: '));
/** A declaration without a closer of its own is closed by nothing. */
const closerOf = (following: readonly string[]) =>
  /^\s*(?:[}\])]|end\b)/i.test(following[0] ?? '') ? following[0]!.trim() : '';

function dedented(lines: readonly string[]): string {
  const indent = /^\s*/.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}

/** A tab for each level; what is left over is alignment and stays. */
function retabbed(code: string, width: number): string | undefined {
  const isAligned = code.split('\n').some((line) => (/^ */.exec(line)?.[0].length ?? 0) % width !== 0);
  return isAligned ? undefined : code.replaceAll(/^ +/gm, (spaces) => '\t'.repeat(spaces.length / width));
}

function unitOf(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  const widths = [...text.matchAll(/^ +/gm)].map(([spaces]) => spaces.length);
  return ' '.repeat(widths.some((width) => width % 4 !== 0) || widths.length === 0 ? 2 : 4);
}

/** Whole, in single characters, and in three random ways that are the same in every run. */
function* splits(answer: string): Generator<readonly string[]> {
  yield [answer];
  yield Array.from(answer);
  for (const seed of [1, 2, 3]) {
    let state = seed;
    const pieces: string[] = [];
    for (let at = 0; at < answer.length;) {
      state = (state * 48271) % 0x7fffffff;
      const length = 1 + (state % 17);
      pieces.push(answer.slice(at, at + length));
      at += length;
    }
    yield pieces;
  }
}

/** What must not stand in a document for a moment. */
const traces =
  /```|~~~|^\s*(?:Sure|Certainly|Here's|Here is|Let me know|Explanation|Example usage|好的|说明|<think>|[-*\d.]+ (?:empty input|errors of|it trims|it reports))/m;

function run(
  { before, cursor, after, answer, languageId }: GenerationCase,
  eol: '\n' | '\r\n',
  habit: (typeof habits)[string],
): boolean {
  const crlf = (text: string) => (eol === '\n' ? text : text.replaceAll('\n', '\r\n'));
  const text = crlf(before);
  const syntax = builtInSyntax(languageId);
  const at = crlf(before.slice(0, cursor)).length;
  const found = findComment(text, at, syntax);
  assert.equal(found.kind, 'found');
  if (found.kind !== 'found') return false;
  const { comment } = found;
  const unit = unitOf(after);
  const placement = planPlacement({ text, languageId, syntax, cursor: at, unit, tabWidth: 4, eol }, comment);
  const imports = importsOf(text, languageId);
  const plan: Plan = {
    ...placement,
    instruction: comment.instruction,
    imports: imports.replaceAll('\r\n', '\n'),
    comment: text
      .slice(comment.start, comment.end)
      .split(/\r?\n/)
      .map((line) => line.trimStart())
      .join('\n'),
  };
  const raw = habit(answer, plan, languageId);
  if (raw === undefined) return false;
  for (const pieces of splits(raw)) {
    const cleaner = new Cleaner({ placement, languageId, instruction: comment.instruction, imports });
    let written = '';
    const write = (code: string) => {
      written += code;
      if (!traces.test(answer)) assert.doesNotMatch(written, traces);
    };
    for (const piece of pieces) write(cleaner.push(piece));
    const last = cleaner.finish();
    assert.equal(last.kind, 'code');
    if (last.kind === 'code') write(last.text);
    const document = text.slice(0, placement.range.start) + written + text.slice(placement.range.end);
    assert.equal(document, crlf(after));
  }
  return true;
}

describe('the habits of models', () => {
  let combinations = 0;
  for (const generationCase of generationCases()) {
    describe(generationCase.name, () => {
      for (const [name, habit] of Object.entries(habits)) {
        it(name, () => {
          for (const eol of ['\n', '\r\n'] as const) if (run(generationCase, eol, habit)) combinations++;
        });
      }
    });
  }

  after(() => assert.ok(combinations >= 2 * 250, `only ${combinations} combinations`));
});
