import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { collectContext } from '../../../../../src/core/context/collect/collectContext.ts';
import type { ContextTask } from '../../../../../src/core/context/collect/contextTask.ts';
import { findScopesByLayout } from '../../../../../src/core/context/collect/scopes.ts';
import type { CollectedContext } from '../../../../../src/core/context/piece.ts';
import { FileIndex } from '../../../../../src/core/context/similar/fileIndex.ts';

/** A token for every four characters of a line. */
const countNow = (text: string) =>
  text.split(/(?<=\n)/).reduce((sum, line) => sum + (line.trim() === '' ? 0 : Math.ceil(line.length / 4)), 0);
const tokens = { countNow, count: (text: string) => Promise.resolve(countNow(text)), isReady: true };
const allowed = { kind: 'allowed' } as const;

interface Setting extends Partial<Omit<ContextTask, 'text' | 'hole'>> {
  /** The hole is between the two `█`, or at the one. */
  readonly code: string;
  readonly others?: Readonly<Record<string, readonly string[]>>;
  readonly counter?: typeof tokens;
}

function collect({ code, others = {}, counter = tokens, ...more }: Setting): Promise<CollectedContext> {
  const work: (() => void)[] = [];
  const index = new FileIndex((slice) => void work.push(slice));
  for (const [path, lines] of Object.entries(others)) index.open({ path, languageId: 'typescript', lines });
  for (let slice = work.shift(); slice; slice = work.shift()) slice();
  const [before = '', selected = '', after] = code.split('█');
  const task: ContextTask = {
    path: 'src/here.ts',
    languageId: 'typescript',
    text: code.replaceAll('█', ''),
    hole: { start: before.length, end: before.length + (after === undefined ? 0 : selected.length) },
    otherFiles: Object.keys(others).map((path) => ({ path, verdict: allowed })),
    maxTokens: 1_000,
    tokenRatio: 1,
    ...more,
  };
  return collectContext(task, { tokens: counter, index, findScopes: findScopesByLayout });
}

const shape = ({ pieces }: CollectedContext) =>
  pieces.map(({ kind, path, startLine }) => `${kind} ${path}:${startLine}`);
const textOf = ({ pieces }: CollectedContext, kind: string) =>
  pieces
    .filter((piece) => piece.kind === kind)
    .map(({ text }) => text)
    .join('…');

const filler = (name: string, count: number, indent = '') =>
  Array.from({ length: count }, (_, index) => `${indent}const ${name}${index} = ${name}(${index}, "${name}");\n`).join(
    '',
  );
const imports = "import { a } from './a';\nimport { b } from './b';\n";

describe('collectContext', () => {
  it('sends a small file whole, parted at the hole', async () => {
    const context = await collect({ code: `${imports}\n// add the numbers█\nexport const c = 1;\n` });
    assert.deepEqual(shape(context), ['before src/here.ts:0', 'after src/here.ts:3']);
    assert.equal(textOf(context, 'before'), `${imports}\n// add the numbers`);
    assert.equal(textOf(context, 'after'), '\nexport const c = 1;\n');
  });

  it('leaves a selection to the prompt', async () => {
    const context = await collect({ code: 'one();\n█two();\n█three();\n' });
    assert.equal(textOf(context, 'before'), 'one();\n');
    assert.equal(textOf(context, 'after'), 'three();\n');
  });

  it('takes the enclosing function before anything nearer outside it', async () => {
    const inside = filler('inside', 20, '  ');
    const code = `${imports}${filler('above', 200)}function f() {\n${inside}  █\n}\n${filler('below', 200)}`;
    const context = await collect({ code, maxTokens: 400 });
    assert.ok(textOf(context, 'before').includes(`function f() {\n${inside}`));
    assert.ok(textOf(context, 'before').includes('above199'));
    assert.ok(textOf(context, 'after').startsWith('\n}\n'));
  });

  it('names the scopes that do not fit', async () => {
    const body = filler('inside', 100, '    ');
    const code = `class Invoice {\n  total(tax: number): number {\n${body}    █\n${body}  }\n}\n`;
    const context = await collect({ code, maxTokens: 800 });
    const heads = context.pieces.filter(({ kind }) => kind === 'before').map(({ text }) => text);
    assert.deepEqual(heads.slice(0, 2), ['class Invoice {\n', '  total(tax: number): number {\n']);
    assert.ok(textOf(context, 'before').includes('inside99') && textOf(context, 'after').includes('inside0'));
  });

  it('sends the imports of a long file, and those of a short one but once', async () => {
    const long = await collect({ code: `// Copyright\n${imports}${filler('above', 400)}█`, maxTokens: 500 });
    assert.deepEqual(shape(long)[0], 'imports src/here.ts:1');
    assert.equal(textOf(long, 'imports'), imports);
    const short = await collect({ code: `// Copyright\n${imports}█` });
    assert.deepEqual(shape(short), ['before src/here.ts:0']);
  });

  describe('other files', () => {
    const alike = ['export function invoiceTotal(draft: Invoice) {', '  return roundToCents(draft.taxRate);', '}'];
    const code = '// use taxRate and roundToCents for the invoiceTotal of a draft Invoice█\n';

    it('sends those that are alike, ordered by path, before the file itself', async () => {
      const others = { 'z.ts': alike, 'a.ts': ['const roundToCents = taxRate;'], 'm.ts': ['unlike()'] };
      const context = await collect({ code, others });
      assert.deepEqual(shape(context), [
        'openFile a.ts:0',
        'openFile z.ts:0',
        'before src/here.ts:0',
        'after src/here.ts:0',
      ]);
    });

    it('never sends what must not be sent, and says so', async () => {
      const context = await collect({
        code,
        others: { 'a.ts': alike, 'b.ts': alike },
        otherFiles: [
          { path: 'a.ts', verdict: { kind: 'excluded', by: '.gitignore', rule: 'a.*' } },
          { path: 'c.bin', verdict: { kind: 'binary' } },
          { path: 'd.json', verdict: { kind: 'huge' } },
        ],
      });
      assert.deepEqual(shape(context), ['before src/here.ts:0', 'after src/here.ts:0']);
      assert.deepEqual(context.dropped, [
        { path: 'a.ts', reason: 'excluded' },
        { path: 'c.bin', reason: 'binary' },
        { path: 'd.json', reason: 'huge' },
      ]);
    });

    it('names what did not fit', async () => {
      const long = [...alike, ...filler('long', 50).split('\n')];
      const context = await collect({ code, others: { 'long.ts': long }, maxTokens: 300 });
      assert.deepEqual(context.dropped, [{ path: 'long.ts', reason: 'budget' }]);
    });

    it('makes room for them in a crowded file', async () => {
      const crowded = `${filler('own', 400)}${'// invoiceTotal of a draft Invoice\n'.repeat(15)}█`;
      const context = await collect({ code: crowded, others: { 'a.ts': alike }, maxTokens: 700 });
      assert.equal(shape(context)[0], 'openFile a.ts:0');
      assert.ok(context.tokens <= 700 && context.tokens > 600, `${context.tokens}`);
    });

    it('gives them what the file itself does not need, and takes back no more than their share', async () => {
      const others = { 'a.ts': [...alike, ...filler('long', 40).split('\n')] };
      const roomy = await collect({ code, others, maxTokens: 700 });
      assert.equal(shape(roomy)[0], 'openFile a.ts:0');
      const crowded = await collect({ code: filler('own', 400) + code, others, maxTokens: 700 });
      assert.equal(crowded.pieces.filter(({ kind }) => kind === 'openFile').length, 0);
    });
  });

  it('trims again once the exact counts are there', async () => {
    let isExact = false;
    const counter = {
      isReady: true,
      countNow: (text: string) => countNow(text) * (isExact ? 2 : 1),
      count: (text: string) => {
        isExact = true;
        return Promise.resolve(countNow(text) * 2);
      },
    };
    const context = await collect({ code: `${filler('above', 400)}█`, counter, maxTokens: 500 });
    assert.ok(context.tokens <= 500 && context.tokens > 400, `${context.tokens}`);
  });

  it('does not wait for a tokenizer that is still starting', async () => {
    const counter = { ...tokens, isReady: false, count: () => new Promise<number>(() => undefined) };
    const context = await collect({ code: `${filler('above', 400)}█`, counter, maxTokens: 500 });
    assert.ok(context.tokens <= 500 && context.tokens > 400, `${context.tokens}`);
  });

  it("keeps to the budget by the model's count", async () => {
    const context = await collect({ code: `${filler('above', 400)}█`, maxTokens: 500, tokenRatio: 1.2 });
    assert.ok(context.tokens <= 500 && context.tokens > 400, `${context.tokens}`);
    assert.equal(
      context.tokens,
      context.pieces.reduce((sum, piece) => sum + piece.tokens, 0),
    );
  });

  it('keeps within any budget, quotes files word for word, and ends at the hole', async () => {
    const line = fc.constantFrom(
      '',
      'class A {',
      '  b() {',
      '    c();',
      '  }',
      '}',
      "import d from 'd';",
      `// ${'long '.repeat(300)}`,
      '漢字',
    );
    const code = fc.tuple(fc.array(line, { maxLength: 60 }), fc.array(line, { maxLength: 60 }));
    await fc.assert(
      fc.asyncProperty(code, fc.nat(600), async ([above, below], maxTokens) => {
        const before = above.join('\n');
        const after = below.join('\n');
        const context = await collect({ code: `${before}█${after}`, others: { 'o.ts': above }, maxTokens });
        assert.ok(context.tokens <= maxTokens, `${context.tokens} of ${maxTokens}`);
        for (const { kind, path, startLine, text } of context.pieces) {
          const source = path === 'o.ts' ? `${before}\n` : before + after;
          const from = source
            .split(/(?<=\n)/)
            .slice(startLine)
            .join('');
          assert.ok(kind === 'imports' || from.includes(text), `${kind} ${startLine}`);
        }
        const [last] = context.pieces.filter(({ kind }) => kind === 'before').slice(-1);
        assert.ok(!last || before.endsWith(last.text));
        const [next] = context.pieces.filter(({ kind }) => kind === 'after');
        assert.ok(!next || after.startsWith(next.text));
      }),
      { numRuns: 100 },
    );
  });
});
