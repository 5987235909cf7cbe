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
  if (typeof body['prompt'] === 'string') return body['prompt'].split('\n').at(-1)?.trim() ?? '';
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
  /** The line that the model has in mind, and what comes below it. */
  let line = suggestion;
  before(async () => {
    provider = await startFakeProvider();
    const ways = ['', ' // 2', ' // 3'];
    provider.when(({ body }) => {
      const way = body['temperature'] === 0 ? '' : ways[provider.requests.length - 1];
      return answer(`${line}${way ?? ''}`.slice(begunIn(body).length), { firstMs: 30 });
    });
  });
  after(() => provider.close());

  const workbench = useWorkbench(() => ({
    files: {
      'byHand.ts': source,
      'total.ts': source,
      'other.ts': source,
      'pieces.ts': source,
      'fim.ts': source,
      'closers.ts': 'declare function show(text: string): void;\n\n',
      'widget.py': 'prices = [1, 2]\ntotal = \n',
    },
    settings: {
      both: {
        'editor.tabSize': 2,
        'editor.quickSuggestions': { other: 'off' },
        'parlance.models': [{ id: 'deepseek-v3.2', fim: 'none' }],
      },
    },
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

  it('gives its text by the word and by the line, takes it back by undo, and comes back after a deletion', async () => {
    const { editor, probe, page } = workbench();
    await editor.open('pieces.ts', { line: 1, character: 2 });
    await editor.type('r');
    await ghostText(suggestion.slice(1));
    const requests = provider.requests.length;
    await editor.press('Control+ArrowRight');
    await ghostText(suggestion.slice('return'.length));
    await page.keyboard.press('Backspace');
    await ghostText(suggestion.slice('retur'.length));
    await probe.ask('command', { id: 'editor.action.inlineSuggest.acceptNextLine', args: [] });
    await editor.becomes(source.replace('  \n', `  ${suggestion}\n`));
    await editor.press('ControlOrMeta+z');
    await editor.becomes(source.replace('  \n', '  retur\n'));
    assert.equal(provider.requests.length, requests);
  });

  it('fits between brackets and quotes that the editor has closed', async () => {
    line = "show('it is done');";
    const { editor } = workbench();
    await editor.open('closers.ts', { line: 1, character: 0 });
    await editor.type("show('it");
    // The quote and the bracket stand there already.
    await ghostText(' is done;');
    await editor.press('Tab');
    await editor.becomes("declare function show(text: string): void;\nshow('it is done');\n");
  });

  it('goes on from the entry that is selected in the list of suggestions', async () => {
    line = 'total = prices[0] + prices[1]';
    const { editor, page } = workbench();
    await editor.open('widget.py', { line: 1, character: 8 });
    await editor.type('pr');
    await editor.press('Escape', 'Control+Space');
    await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'prices' }).waitFor();
    await ghostText('ices[0] + prices[1]');
    // The list has the first Tab, the text the second.
    await editor.press('Tab');
    await ghostText('[0] + prices[1]');
    await editor.press('Tab');
    await editor.becomes('prices = [1, 2]\ntotal = prices[0] + prices[1]\n');
    line = suggestion;
  });

  it('asks an endpoint that fills in the middle for just that', async () => {
    await workbench().setting('parlance.models', [{ id: 'deepseek-v3.2', fim: 'suffix' }]);
    const { editor } = workbench();
    await editor.open('fim.ts', { line: 1, character: 2 });
    await editor.type('re');
    await ghostText(suggestion.slice(2));
    const { path, body } = provider.requests.at(-1)!;
    assert.equal(path, '/v1/completions');
    assert.match(String(body['prompt']), /\n\/\/ Path: fim\.ts\n.*\n {2}re$/);
    assert.equal(body['suffix'], '\n}\n');
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
