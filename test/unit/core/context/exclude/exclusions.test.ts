import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Exclusions } from '../../../../../src/core/context/exclude/exclusions.ts';

type Files = Readonly<Record<string, string>>;

const over = (files: Files, globs: readonly string[] = []) =>
  new Exclusions((path) => Promise.resolve(files[path]), globs);

async function excluder(path: string, files: Files, globs: readonly string[] = []): Promise<string> {
  const verdict = await over(files, globs).decide(path);
  return verdict.kind === 'excluded' ? `${verdict.by}: ${verdict.rule}` : verdict.kind;
}

describe('Exclusions', () => {
  describe('agrees with git', () => {
    interface Scenario {
      readonly files: Files;
      readonly ignored: readonly string[];
      readonly kept: readonly string[];
    }
    // Random ignore files in nested folders, judged by `git check-ignore` 2.39.
    const golden = new URL('../../../../golden/context/gitIgnore.json', import.meta.url);
    const scenarios = JSON.parse(readFileSync(golden, 'utf8')) as readonly Scenario[];
    scenarios.forEach(({ files, ignored, kept }, index) => {
      it(`scenario ${index}`, async () => {
        const exclusions = over(files);
        for (const path of ignored) assert.equal((await exclusions.decide(path)).kind, 'excluded', path);
        for (const path of kept) assert.equal((await exclusions.decide(path)).kind, 'allowed', path);
      });
    });
  });

  const cases: readonly [name: string, path: string, files: Files, globs: readonly string[], expected: string][] = [
    ['nothing says no', 'src/a.ts', {}, [], 'allowed'],
    ['.gitignore', 'out/a.js', { '.gitignore': '# built\nout/\n' }, [], '.gitignore: out/'],
    ['a nested .gitignore', 'a/b/c.ts', { 'a/.gitignore': 'b' }, [], 'a/.gitignore: b'],
    ['a nested .gitignore takes back', 'a/c.log', { '.gitignore': '*.log', 'a/.gitignore': '!c.log' }, [], 'allowed'],
    ['a Windows .gitignore', 'a.log', { '.gitignore': '*.tmp\r\n*.log\r\n' }, [], '.gitignore: *.log'],
    ["git's own exclude file", 'notes.md', { '.git/info/exclude': 'notes.md' }, [], '.git/info/exclude: notes.md'],
    ['.parlanceignore', 'a/b.ts', { '.parlanceignore': 'a/' }, [], '.parlanceignore: a/'],
    ['.parlanceignore takes back', 'gen/a.ts', { '.gitignore': 'gen/', '.parlanceignore': '!gen/a.ts' }, [], 'allowed'],
    [
      '.gitignore does not take back',
      'a/b.ts',
      { '.parlanceignore': 'b.ts', 'a/.gitignore': '!b.ts' },
      [],
      '.parlanceignore: b.ts',
    ],
    ['nothing takes a secret file back', '.env', { '.parlanceignore': '!.env' }, [], 'secret files: **/.env'],
    [
      'nothing takes back what the setting names',
      'a.ts',
      { '.parlanceignore': '!a.ts' },
      ['a.ts'],
      'parlance.context.exclude: a.ts',
    ],
    ['a glob for a name anywhere', 'x/y/a.log', {}, ['*.log'], 'parlance.context.exclude: *.log'],
    ['a glob for a folder anywhere', 'x/gen/y/a.ts', {}, ['gen'], 'parlance.context.exclude: gen'],
    ['a glob for a folder, with a slash', 'x/gen/a.ts', {}, ['gen/'], 'parlance.context.exclude: gen/'],
    ['a glob with a path', 'src/gen/a.ts', {}, ['src/gen'], 'parlance.context.exclude: src/gen'],
    ['a glob with a path elsewhere', 'x/src/gen/a.ts', {}, ['src/gen'], 'allowed'],
    ['a glob tied to the root', 'x/gen/a.ts', {}, ['/gen'], 'allowed'],
    [
      'a glob with stars',
      'x/node_modules/y/a.ts',
      {},
      ['**/node_modules/**'],
      'parlance.context.exclude: **/node_modules/**',
    ],
    ['a glob and a hidden file', '.hidden/a.ts', {}, ['**/*.ts'], 'parlance.context.exclude: **/*.ts'],
    ['a binary format', 'logo.PNG', {}, [], 'binary'],
    ['a drawing that is text', 'logo.svg', {}, [], 'allowed'],
    ['a name that git would not take', '../a.ts', { '.gitignore': '*' }, [], 'allowed'],
  ];
  for (const [name, path, files, globs, expected] of cases) {
    it(name, async () => assert.equal(await excluder(path, files, globs), expected));
  }

  it('decides at once what was asked before, and its neighbours', async () => {
    const exclusions = over({ '.gitignore': 'b.ts' });
    assert.equal(exclusions.decideNow('src/a.ts'), undefined);
    await exclusions.decide('src/a.ts');
    assert.deepEqual(exclusions.decideNow('src/a.ts'), { kind: 'allowed' });
    assert.equal(exclusions.decideNow('src/b.ts')?.kind, 'excluded');
    assert.equal(exclusions.decideNow('src/deeper/a.ts'), undefined);
  });

  it('reads each ignore file once', async () => {
    const reads: string[] = [];
    const exclusions = new Exclusions((path) => {
      reads.push(path);
      return Promise.resolve(undefined);
    }, []);
    await Promise.all(['a/b/c.ts', 'a/b/d.ts', 'a/e.ts'].map((path) => exclusions.decide(path)));
    assert.deepEqual(reads.toSorted(), [...new Set(reads)].toSorted());
    assert.equal(reads.length, 7);
  });

  it('follows changes of the ignore files and of the setting', async () => {
    const files: Record<string, string> = {};
    const exclusions = over(files);
    assert.equal((await exclusions.decide('a.ts')).kind, 'allowed');
    files['.gitignore'] = 'a.ts';
    exclusions.forgetIgnoreFiles();
    assert.equal((await exclusions.decide('a.ts')).kind, 'excluded');
    exclusions.setGlobs(['b.ts']);
    assert.equal((await exclusions.decide('b.ts')).kind, 'excluded');
    exclusions.setGlobs([]);
    assert.equal((await exclusions.decide('b.ts')).kind, 'allowed');
  });

  it('passes on that an ignore file cannot be read, and tries again', async () => {
    let isBroken = true;
    const exclusions = new Exclusions(
      () => (isBroken ? Promise.reject(new Error('EACCES')) : Promise.resolve(undefined)),
      [],
    );
    await assert.rejects(exclusions.decide('a/b.ts'), /EACCES/);
    assert.equal(exclusions.decideNow('a/b.ts'), undefined);
    isBroken = false;
    assert.equal((await exclusions.decide('a/b.ts')).kind, 'allowed');
  });
});
