import assert from 'node:assert/strict';
import { answer, chatChunk, stream } from '../fakes/reply.ts';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { until } from './support/until.ts';
import { useWorkbench } from './support/useWorkbench.ts';

const source = '// the sum of numbers\nexport const x = 1;\n';
const code = 'export function sum(numbers: number[]): number {\n  return numbers.reduce((a, b) => a + b, 0);\n}';
const generated = `// the sum of numbers\n${code}\n\nexport const x = 1;\n`;

describe('Generate from Comment, as a user sees it', () => {
  let provider: FakeProvider;
  before(async () => {
    provider = await startFakeProvider();
  });
  after(() => provider.close());

  const workbench = useWorkbench(() => ({
    files: {
      'sum.ts': source,
      'other.ts': '// the largest number\n',
      'plain.ts': 'export const x = 1;\n\n',
      'mean.py': '# the mean\n',
    },
    settings: { both: { 'editor.tabSize': 2, 'parlance.inline.enabled': false } },
    env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: provider.baseUrl },
  }));

  const generate = () => workbench().editor.press('ControlOrMeta+Alt+g');
  const lenses = (holds: (titles: readonly string[]) => boolean) =>
    until('the row above the code', async () => (await workbench().editor.codeLenses()).flat(), holds);

  it('streams code in below the comment, highlighted, with Cancel in reach', async () => {
    const { editor, page } = workbench();
    const [first = '', ...rest] = code.split('\n');
    provider.reply(
      stream([
        chatChunk({ content: `${first}\n${rest[0]}\n` }),
        { waitMs: 60_000 },
        chatChunk({ content: rest[1] ?? '' }),
      ]),
    );
    await editor.open('sum.ts', { line: 0, character: 5 });
    await generate();
    const titles = await lenses((all) => all.includes('Cancel'));
    assert.match(titles[0] ?? '', /\S/);
    await until(
      'the first line',
      () => editor.text(),
      (text) => text?.includes(first) ?? false,
    );
    assert.deepEqual(await workbench().statusBarItem.icons(), ['loading']);
    await page.keyboard.press('Escape');
    await editor.becomes(source);
    assert.equal(await provider.requests.at(-1)?.isClosedEarly, true);
  });

  it('has the row Accept, Reject, Try Again with model, seconds, tokens and cost; undo takes all back at once', async () => {
    const { editor } = workbench();
    provider.reply(answer(code));
    await editor.open('sum.ts', { line: 0, character: 5 });
    await generate();
    const titles = await lenses((all) => all.includes('Accept'));
    assert.deepEqual(titles.slice(0, 3), ['Accept', 'Reject', 'Try Again']);
    assert.match(titles[3] ?? '', /^deepseek-v3\.2 · \d+\.\d s · \d+ tokens · \$0\.0000\d+$/);
    assert.equal(await editor.text(), generated);
    await editor.press('ControlOrMeta+z');
    await editor.becomes(source);
  });

  it('is reviewed by mouse or keyboard', async () => {
    const { editor } = workbench();
    await editor.open('other.ts', { line: 0, character: 21 });
    provider.reply(answer(code));
    await generate();
    await lenses((all) => all.includes('Reject'));
    await editor.clickCodeLens('Reject');
    await editor.becomes('// the largest number\n');
    await lenses((all) => all.length === 0);
    provider.reply(answer('const again = 2;'));
    await editor.type(' of all');
    await generate();
    await lenses((all) => all.includes('Accept'));
    await editor.press('ControlOrMeta+Alt+y');
    await lenses((all) => all.length === 0);
  });

  it('is offered by the light bulb of a comment and by the context menu', async () => {
    const { editor, page } = workbench();
    // A language without a server of its own, whose actions VS Code would wait for.
    await editor.open('mean.py', { line: 0, character: 5 });
    await editor.press('ControlOrMeta+.');
    await page.locator('.action-widget', { hasText: 'Generate from Comment' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.view-line').first().click({ button: 'right' });
    await page.locator('.monaco-menu', { hasText: 'Generate from Comment' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('asks what to generate where there is no comment, and remembers it', async () => {
    const { editor, quickInput, page } = workbench();
    await editor.open('plain.ts', { line: 1, character: 0 });
    provider.reply(answer('const answer = 42;'));
    await generate();
    await quickInput.answer('the answer to everything');
    await editor.becomes('export const x = 1;\nconst answer = 42;\n');
    await page.keyboard.press('ControlOrMeta+z');
    await editor.becomes('export const x = 1;\n\n');
    await generate();
    await until(
      'the history',
      () => quickInput.labels(),
      (labels) => labels.includes('the answer to everything'),
    );
    await quickInput.dismiss();
  });

  it('keeps the sum of all costs on the status bar, and the menu behind it', async () => {
    const { statusBarItem, quickInput } = workbench();
    assert.match((await statusBarItem.text()).trim(), /^~?\$0\.\d+$/);
    const tooltip = await statusBarItem.tooltip();
    assert.match(tooltip, /Requests\s+\d+/);
    assert.match(tooltip, /deepseek-v3\.2/);
    await statusBarItem.click();
    await until(
      'the menu',
      () => quickInput.labels(),
      (labels) => labels.some((label) => label.includes('Select Model')),
    );
    await quickInput.dismiss();
  });

  it('answers from memory what was asked before, for nothing, until the memory is cleared', async () => {
    const { editor, notifications } = workbench();
    provider.reply(answer('const cached = 1;'));
    await editor.open('other.ts', { line: 0, character: 0 });
    await editor.press('End');
    await editor.type(' that is remembered');
    const before = '// the largest number that is remembered\n';
    await editor.becomes(before);
    for (const holds of [/^deepseek-v3\.2 · \d/, /^deepseek-v3\.2 · from the cache · \$0, saved \$0\.0000\d+$/]) {
      await generate();
      await lenses((titles) => titles.some((title) => holds.test(title)));
      await editor.press('ControlOrMeta+Alt+n');
      await editor.becomes(before);
      await lenses((titles) => titles.length === 0);
    }
    await workbench().run('Parlance: Clear Response Cache');
    assert.match(await notifications.message('forgotten'), /\d+ remembered answers? forgotten\./);
    provider.reply(answer('const asked = 2;'));
    await workbench().editor.open('other.ts', { line: 0, character: 5 });
    await generate();
    await lenses((titles) => titles.some((title) => /^deepseek-v3\.2 · \d/.test(title)));
  });
});
