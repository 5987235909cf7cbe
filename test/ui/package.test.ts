import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../scripts/vscode/installation.ts';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { answer } from '../fakes/reply.ts';
import { useWorkbench } from './support/useWorkbench.ts';

describe('the packed extension', () => {
  let provider: FakeProvider;
  let folder: string;

  before('pack', async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), 'parlance-package-'));
    const options = { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
    execFileSync(process.execPath, ['scripts/package.ts', '--out', join(folder, 'parlance.vsix')], options);
    provider = await startFakeProvider();
  });
  after(async () => {
    await provider.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const workbench = useWorkbench(() => ({
    vsix: join(folder, 'parlance.vsix'),
    files: { 'a.ts': '// one\n' },
    env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: provider.baseUrl },
  }));

  it('generates from a comment in a clean VS Code', async () => {
    const { editor } = workbench();
    provider.reply(answer('```ts\nconst one = 1;\n```'));
    await editor.open('a.ts', { line: 0, character: 6 });
    await editor.press('ControlOrMeta+Alt+g');
    await editor.becomes('// one\nconst one = 1;\n');
    assert.equal(provider.requests.length, 1);
  });
});
