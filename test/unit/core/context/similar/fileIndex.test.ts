import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { FileIndex, type SimilarQuery } from '../../../../../src/core/context/similar/fileIndex.ts';

/** Deferred work runs when told to. */
class Idle {
  readonly #work: (() => void)[] = [];
  slices = 0;

  defer = (work: () => void) => void this.#work.push(work);

  run(): void {
    for (let work = this.#work.shift(); work; work = this.#work.shift()) {
      this.slices++;
      work();
    }
  }
}

function indexOf(files: Readonly<Record<string, readonly string[]>>) {
  const idle = new Idle();
  const index = new FileIndex(idle.defer);
  for (const [path, lines] of Object.entries(files)) index.open({ path, languageId: languageOf(path), lines });
  idle.run();
  return { index, idle };
}

const languageOf = (path: string) => (path.endsWith('.py') ? 'python' : 'typescript');
const limits = { maxSnippets: 3, maxLines: 30, minScore: 0.05 };
const query = (lines: readonly string[], more: Partial<SimilarQuery> = {}): SimilarQuery => ({
  path: 'here.ts',
  languageId: 'typescript',
  lines,
  taken: { startLine: 0, endLine: 0 },
  ...more,
});

const filler = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `const ${name}${index} = ${name}(${index});`);
const invoice = [
  'export function invoiceTotal(invoice: Invoice): number {',
  '  const net = invoice.positions.reduce((sum, position) => sum + position.price, 0);',
  '  return roundToCents(net * (1 + invoice.taxRate));',
  '}',
];
const asked = ['const total = invoiceTotal(draft);', 'const tax = draft.taxRate;', 'roundToCents('];

describe('FileIndex', () => {
  it('finds the window that shares the most telling terms, wherever it stands', () => {
    const { index } = indexOf({
      'billing.ts': [...filler('alpha', 200), ...invoice, ...filler('beta', 200)],
      'other.ts': filler('gamma', 400),
    });
    const [best, ...rest] = index.similar(query(asked), limits);
    assert.equal(best?.path, 'billing.ts');
    assert.ok(best.startLine > 170 && best.startLine <= 200 && best.lines.length <= 30, `${best.startLine}`);
    for (const line of invoice) assert.ok(best.lines.includes(line));
    assert.deepEqual(rest, []);
  });

  it('prefers what is rare to what is frequent', () => {
    const common = Array.from({ length: 300 }, () => 'return value;');
    const { index } = indexOf({ 'common.ts': common, 'rare.ts': [...common, 'return quaternion;', ...common] });
    const [best] = index.similar(query(['return value;', 'quaternion']), limits);
    assert.ok(best?.lines.includes('return quaternion;'));
  });

  it('finds nothing where nothing is alike', () => {
    const { index } = indexOf({ 'other.ts': filler('gamma', 400) });
    assert.deepEqual(index.similar(query(asked), limits), []);
    assert.deepEqual(index.similar(query([]), limits), []);
    assert.deepEqual(indexOf({}).index.similar(query(asked), limits), []);
  });

  it('finds other parts of the same file, but not the part that is sent anyway', () => {
    const lines = [
      ...invoice,
      ...filler('alpha', 100),
      ...invoice.map((line) => line.replace('net', 'gross')),
      ...filler('beta', 100),
    ];
    const { index } = indexOf({ 'here.ts': lines });
    for (const taken of [
      { startLine: 0, endLine: 20 },
      { startLine: 90, endLine: 130 },
    ]) {
      const found = index.similar(query(asked, { taken }), limits);
      assert.equal(found.length, 1);
      const {
        startLine,
        lines: { length },
      } = found[0]!;
      assert.ok(startLine >= taken.endLine || startLine + length <= taken.startLine, `${startLine}`);
    }
  });

  it('takes a copied file once', () => {
    const { index } = indexOf({
      'a.ts': [...invoice, ...filler('alpha', 10)],
      'b.ts': [...invoice, ...filler('alpha', 10)],
    });
    assert.equal(index.similar(query(asked), limits).length, 1);
  });

  it('halves the score of another language', () => {
    const [python, typescript] = ['a.py', 'a.ts'].map(
      (path) => indexOf({ [path]: invoice }).index.similar(query(asked), limits)[0]!.score,
    );
    assert.ok(Math.abs(python! * 2 - typescript!) < 1e-9);
  });

  it('leaves out files that are not allowed', () => {
    const { index } = indexOf({ 'secret.ts': invoice });
    assert.deepEqual(index.similar(query(asked), { ...limits, isAllowed: (path) => path !== 'secret.ts' }), []);
  });

  it('stays with what the last request took along unless something is clearly better', () => {
    const one = [...filler('alpha', 60), 'invoiceTotal(draft); draft.taxRate;', ...filler('alpha', 60)];
    const two = [...filler('beta', 60), 'invoiceTotal(draft); draft.taxRate; draft', ...filler('beta', 60)];
    const { index } = indexOf({ 'one.ts': one, 'two.ts': two });
    const only = { ...limits, maxSnippets: 1 };
    const previous = index.similar(query(asked), { ...only, isAllowed: (path) => path === 'one.ts' });
    const fresh = index.similar(query(['draft', ...asked]), only);
    assert.equal(index.similar(query(['draft', ...asked]), { ...only, previous })[0]?.path, 'one.ts');
    assert.ok(fresh.length === 1);
    const better = query(['betaBeta beta1 beta2 beta3 beta4']);
    assert.equal(index.similar(better, { ...only, previous })[0]?.path, 'two.ts');
  });

  it('counts a large file in slices', () => {
    const { idle } = indexOf({ 'large.ts': filler('someRatherLongName', 5_000) });
    assert.ok(idle.slices > 5, `${idle.slices}`);
  });

  it('says so when it is out of step with the editor', () => {
    const { index } = indexOf({ 'a.ts': ['one', 'two'] });
    assert.equal(index.change({ path: 'a.ts', startLine: 0, endLine: 1, lines: ['1'], lineCount: 3 }), false);
    assert.equal(index.change({ path: 'a.ts', startLine: 5, endLine: 6, lines: ['1'], lineCount: 2 }), false);
    assert.equal(index.change({ path: 'b.ts', startLine: 0, endLine: 0, lines: ['1'], lineCount: 1 }), false);
    assert.equal(index.change({ path: 'a.ts', startLine: 0, endLine: 1, lines: ['1'], lineCount: 2 }), true);
  });

  it('keeps closed files that were edited, the latest twenty', () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.ts`, ['a line']]));
    const { index } = indexOf(files);
    for (const path of Object.keys(files).slice(5))
      index.change({ path, startLine: 0, endLine: 1, lines: ['b'], lineCount: 1 });
    for (const path of Object.keys(files)) index.close(path);
    assert.deepEqual(index.paths, Object.keys(files).slice(10));
  });

  it('has the text of the editor after any edits, and forgets what is gone', () => {
    const line = fc.constantFrom(
      '',
      '}',
      'const alpha = beta(1);',
      'invoiceTotal(draft)',
      'return roundToCents(taxRate)',
      '  if (x) {',
    );
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(40),
      insert: fc.array(line, { maxLength: 60 }),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 150 }),
        fc.array(edit, { maxLength: 12 }),
        (start, edits) => {
          const { index, idle } = indexOf({ 'a.ts': start });
          let lines: readonly string[] = start;
          for (const { at, remove, insert } of edits) {
            const startLine = Math.floor(at * lines.length);
            const endLine = Math.min(lines.length, startLine + remove);
            const next = [...lines.slice(0, startLine), ...insert, ...lines.slice(endLine)];
            assert.ok(index.change({ path: 'a.ts', startLine, endLine, lines: insert, lineCount: next.length }));
            lines = next;
            idle.run();
            for (const found of index.similar(query(asked), { ...limits, minScore: 0 })) {
              assert.deepEqual(found.lines, lines.slice(found.startLine, found.startLine + found.lines.length));
            }
          }
          const limitless = { ...limits, maxLines: 1e6, minScore: 0 };
          const fresh = indexOf({ 'a.ts': lines }).index.similar(query(asked), limitless);
          assert.deepEqual(
            index.similar(query(asked), limitless).map((found) => found.lines),
            fresh.map((found) => found.lines),
          );
          index.remove('a.ts');
          index.open({ path: 'a.ts', languageId: 'typescript', lines });
          idle.run();
          assert.deepEqual(index.similar(query(asked), limitless), fresh);
        },
      ),
      { numRuns: 60 },
    );
  });
});
