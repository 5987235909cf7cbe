import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { answer } from '../fakes/reply.ts';
import { until } from './support/until.ts';
import { useWorkbench } from './support/useWorkbench.ts';

const source = 'export function total(prices: number[]): number {\n  \n}\n';
const suggestion = 'return prices.reduce((sum, price) => sum + price, 0);';

/** What stands on the cursor's line before it. */
function begunIn(body: Readonly<Record<string, unknown>>): string {
  const prompt = JSON.stringify(body['messages']);
  const before = prompt.slice(0, prompt.lastIndexOf('<CURSOR/>'));
  return (
    before
      .split(String.raw`\n`)
      .at(-1)
      ?.trim() ?? ''
  );
}

describe('inline suggestions, as a user sees them', () => {
  let provider: FakeProvider;
  before(async () => {
    provider = await startFakeProvider();
    const ways = ['', ' // 2', ' // 3'];
    provider.when(({ body }) => {
      const way = body['temperature'] === 0 ? '' : ways[provider.requests.length - 1];
      return answer(`${suggestion}${way ?? ''}`.slice(begunIn(body).length), { firstMs: 30 });
    });
  });
  after(() => provider.close());

  const workbench = useWorkbench(() => ({
    files: { 'byHand.ts': source, 'total.ts': source, 'other.ts': source },
    settings: { both: { 'editor.tabSize': 2, 'editor.quickSuggestions': { other: 'off' } } },
    env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: provider.baseUrl },
  }));

  const ghostText = (text: string) =>
    until(
      `ghost text “${text}”`,
      () => workbench().editor.ghostText(),
      (shown) => shown === text,
    );

  // It comes first: VS Code gets its part of ghost text ready some seconds after the first editor, or when asked by hand.
  it('offers up to three texts when asked by hand', async () => {
    const { editor } = workbench();
    await editor.open('byHand.ts', { line: 1, character: 2 });
    await workbench().run('Trigger Inline Suggestion');
    await ghostText(suggestion);
    await editor.press('Alt+]');
    await ghostText(`${suggestion} // 2`);
    assert.equal(provider.requests.length, 3);
  });

  it('shows what could come next while typing, and takes it with Tab', async () => {
    const { editor } = workbench();
    await editor.open('total.ts', { line: 1, character: 2 });
    await editor.type('re');
    await ghostText(suggestion.slice(2));
    await editor.press('Tab');
    await editor.becomes(source.replace('  \n', `  ${suggestion}\n`));
  });

  it('lets the user type through it, without another request', async () => {
    const { editor } = workbench();
    await editor.open('other.ts', { line: 1, character: 2 });
    await editor.type('r');
    await ghostText(suggestion.slice(1));
    const requests = provider.requests.length;
    for (let length = 2; length < 14; length++) {
      await editor.type(suggestion[length - 1] ?? '');
      await ghostText(suggestion.slice(length));
    }
    assert.equal(provider.requests.length, requests);
    await editor.press('Escape');
    await ghostText('');
  });

  it('says why there is none', async () => {
    const { editor, page } = workbench();
    await workbench().run('Parlance: Why No Suggestion?');
    await editor.open('total.ts', { line: 2, character: 1 });
    await editor.type(';');
    await page.locator('.view-line', { hasText: 'The statement is complete' }).waitFor();
  });

  it('can be turned off for a language, and snoozed', async () => {
    const { quickInput, editor } = workbench();
    await editor.open('other.ts', { line: 1, character: 2 });
    await workbench().run('Parlance: Toggle Inline Suggestions');
    await quickInput.pick('Turn off for typescript');
    const settings = join(workbench().profile.folder, 'data/User/settings.json');
    await until(
      'the setting',
      () => readFile(settings, 'utf8'),
      (text) => /"\[typescript\]": \{\s*"parlance\.inline\.enabled": false/.test(text),
    );
    await workbench().run('Parlance: Toggle Inline Suggestions');
    await quickInput.pick('Turn on for typescript');
    await workbench().run('Parlance: Snooze Inline Suggestions');
    await quickInput.pick('5 minutes');
    await workbench().run('Parlance: Why No Suggestion?');
    await editor.open('total.ts', { line: 1, character: 2 });
    const requests = provider.requests.length;
    await editor.type('re');
    await workbench().page.locator('.view-line', { hasText: 'Suggestions are snoozed.' }).waitFor();
    assert.equal(provider.requests.length, requests);
    await workbench().statusBarItem.click();
    await workbench().page.locator('.quick-input-widget', { hasText: 'snoozed until' }).waitFor();
    await quickInput.dismiss();
  });
});
