import assert from 'node:assert/strict';
import { useWorkbench } from './support/useWorkbench.ts';

describe('the workbench', () => {
  const workbench = useWorkbench({ files: { 'a.ts': 'const a = 1;\n', 'sub/b.py': 'x = 1\n' } });

  it('opens files and tells what is active', async () => {
    const { editor } = workbench();
    await editor.open('sub/b.py', { line: 0, character: 5 });
    const active = await editor.active();
    assert.deepEqual([active?.languageId, active?.line, active?.character], ['python', 0, 5]);
    assert.deepEqual(await editor.visibleLines(), ['x = 1', '']);
  });

  it('types as a user does', async () => {
    const { editor } = workbench();
    await editor.open('a.ts', { line: 1, character: 0 });
    await editor.type('// hello  world');
    await editor.becomes('const a = 1;\n// hello  world');
    assert.deepEqual(await editor.visibleLines(), ['const a = 1;', '// hello  world']);
    await workbench().screenshot('test-results/typed.png');
  });

  it('runs commands from the palette', async () => {
    await workbench().run('View: Toggle Primary Side Bar Visibility');
    await workbench().page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  });

  it('shows every kind of theme', async () => {
    for (const kind of ['dark', 'highContrast', 'highContrastLight', 'light'] as const) await workbench().theme(kind);
  });
});
