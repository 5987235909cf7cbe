import assert from 'node:assert/strict';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { answer } from '../fakes/reply.ts';
import { until } from './support/until.ts';
import { useWorkbench } from './support/useWorkbench.ts';

describe('cost and budgets, as a user sees them', () => {
  let provider: FakeProvider;
  before(async () => {
    provider = await startFakeProvider();
  });
  after(() => provider.close());

  const workbench = useWorkbench(() => ({
    files: { 'a.ts': '// one\n', 'b.ts': '// two\n', 'c.ts': '// three\n', 'd.ts': '// four\n', 'e.ts': '// five\n' },
    settings: { both: { 'parlance.inline.enabled': false, 'parlance.budget.day': 0.005 } },
    env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: provider.baseUrl },
  }));

  const generate = async (file: string) => {
    await workbench().editor.open(file, { line: 0, character: 4 });
    await workbench().editor.press('ControlOrMeta+Alt+g');
  };

  it('lets requests through that the budget covers, and shows what they cost by feature and model', async () => {
    const { editor, page } = workbench();
    provider.reply(answer('const one = 1;'));
    await generate('a.ts');
    await editor.becomes('// one\nconst one = 1;\n');
    await workbench().run('Parlance: Show Usage and Cost');
    const dashboard = workbench().webview();
    await dashboard.getByRole('heading', { name: 'Usage and Cost' }).waitFor();
    const byModel = dashboard.getByRole('table', { name: 'By model' });
    await byModel.getByRole('rowheader', { name: 'deepseek-v3.2' }).waitFor();
    assert.match(await byModel.innerText(), /\$0\.0000\d+/);
    await dashboard.getByRole('table', { name: 'By feature' }).getByText('generate').waitFor();
    await page.screenshot({ path: 'test-results/usage.png' });
  });

  it('sends nothing that could overrun the budget, and says which, how much, and what to do', async () => {
    const { notifications, statusBarItem } = workbench();
    const answered = 'x'.repeat(4 * 11_500); // 11,500 tokens: $0.0048
    provider.reply(answer(`const text = '${answered}';`));
    await generate('b.ts');
    await until(
      'the status bar in colour',
      () => statusBarItem.background(),
      (kind) => kind !== 'none',
    );
    const requests = provider.requests.length;
    await generate('c.ts');
    const text = await notifications.message('The daily budget of $0.0050 is spent');
    assert.match(text, /\$0\.004\d used, and this request could cost \$0\.00\d+\. It renews at midnight\./);
    assert.deepEqual(await notifications.buttons('The daily budget'), ['Raise Budget', 'Select Model', 'This Once']);
    assert.equal(provider.requests.length, requests);
    provider.reply(answer('const three = 3;'));
    await notifications.press('The daily budget', 'This Once');
    await workbench().editor.becomes('// three\nconst three = 3;\n');
  });

  it('asks before a dear request, and sends less of the context where that is wanted', async () => {
    await workbench().setting('parlance.budget.day', 0);
    await workbench().setting('parlance.budget.confirmAbove', 0.000_1);
    await generate('d.ts');
    const dialog = workbench().page.locator('.monaco-dialog-box');
    await dialog.getByText(/This request can cost up to \$0\.00\d+\. Send it\?/).waitFor();
    assert.match(await dialog.innerText(), /tokens to send.*\n?.*The last one took [\d.]+ s/s);
    const [, all] = /: (\d+) tokens to send/.exec(await dialog.innerText()) ?? [];
    provider.reply(answer('const four = 4;'));
    await dialog.getByRole('button', { name: 'Trim Context' }).click();
    await workbench().editor.becomes('// four\nconst four = 4;\n');
    const sent = JSON.stringify(provider.requests.at(-1)?.body['messages']);
    assert.match(sent, /\[…\]/);
    assert.ok(sent.length < Number(all) * 4);
    await generate('e.ts');
    const requests = provider.requests.length;
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await workbench().editor.becomes('// five\n');
    assert.equal(provider.requests.length, requests);
    await workbench().setting('parlance.budget.confirmAbove', 0.1);
  });

  it('asks for a price that nobody names, once, and counts with it', async () => {
    const { notifications, quickInput, editor } = workbench();
    await workbench().setting('parlance.model', 'mystery');
    provider.reply(answer('const five = 5;'));
    await generate('e.ts');
    await editor.becomes('// five\nconst five = 5;\n');
    await notifications.message('The price of mystery is unknown, so what it costs is not counted.');
    await notifications.press('The price of mystery', 'Enter Price');
    await quickInput.answer('2');
    await quickInput.answer('8');
    await editor.open('e.ts', { line: 0, character: 4 });
    await editor.press('ControlOrMeta+Alt+n');
    await editor.becomes('// five\n');
    provider.reply(answer('const six = 6;'));
    await workbench().run('Parlance: Clear Response Cache');
    await generate('e.ts');
    await until(
      'the cost in the row above the code',
      async () => (await editor.codeLenses()).flat(),
      (titles) => titles.some((title) => /^mystery · .* tokens · \$0\.00\d+$/.test(title)),
    );
  });
});
