import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { answer, chatChunk, stream } from '../fakes/reply.ts';
import { until } from './support/until.ts';
import { useWorkbench } from './support/useWorkbench.ts';

const source = 'export function total(prices: number[]): number {\n  return 0;\n}\n';
const better = 'export function total(prices: number[]): number {\n  return prices.length;\n}';

async function ask(chat: FrameLocator, text: string): Promise<void> {
  const input = chat.getByRole('textbox', { name: 'Message' });
  await input.fill(text);
  await input.press('Enter');
}

/** What is said, without what screen readers hear of it. */
const said = (chat: FrameLocator, text: string) => chat.getByRole('log').getByText(text);

describe('the chat, as a user sees it', () => {
  let provider: FakeProvider;
  before(async () => {
    provider = await startFakeProvider();
  });
  after(() => provider.close());

  const workbench = useWorkbench(() => ({
    files: {
      'total.ts': source,
      'lib/broken.ts': 'export const broken: number = missing;\n',
      'lib/fine.ts': 'export const fine = 1;\n',
      '.parlance/prompts/haiku.md': 'Write a haiku about {{path}}.\n',
    },
    settings: { both: { 'parlance.inline.enabled': false } },
    env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: provider.baseUrl },
  }));

  const open = async (): Promise<FrameLocator> => {
    await workbench().run('Parlance: Open Chat');
    const chat = workbench().webview();
    await chat.getByRole('textbox', { name: 'Message' }).waitFor();
    return chat;
  };
  const lastPrompt = () => JSON.stringify(provider.requests.at(-1)?.body['messages']);

  it('answers with the open file beside the question, and shows what it cost', async () => {
    const { editor } = workbench();
    await editor.open('total.ts');
    const chat = await open();
    await chat.getByText('total.ts').first().waitFor();
    provider.reply(answer('It **returns** nothing useful.\n\n```ts\nconst a = 1;\n```\n'));
    await ask(chat, 'What is wrong here?');
    await chat.locator('strong', { hasText: 'returns' }).waitFor();
    await chat
      .getByText(/deepseek-v3\.2 · \$0\.0000\d+ · \d/)
      .first()
      .waitFor();
    assert.match(lastPrompt(), /File total\.ts/);
    assert.match(lastPrompt(), /What is wrong here\?/);
    await workbench().screenshot('test-results/chat.png');
  });

  it('stops in the middle, keeps what came, and answers again', async () => {
    const chat = await open();
    provider.reply(stream([chatChunk({ content: 'The beginning' }), { waitMs: 60_000 }]));
    await ask(chat, 'Go on.');
    await said(chat, 'The beginning').waitFor();
    await chat.getByRole('textbox', { name: 'Message' }).press('Escape');
    await chat.getByText('Stopped by you').waitFor();
    assert.equal(await provider.requests.at(-1)?.isClosedEarly, true);
    provider.reply(answer('Another answer.'));
    await chat
      .getByRole('button', { name: /again|regenerate/i })
      .last()
      .click();
    await said(chat, 'Another answer.').waitFor();
  });

  it('applies a code block as a difference, and writes it only when accepted', async () => {
    const { editor, notifications } = workbench();
    await editor.open('total.ts');
    const chat = await open();
    provider.reply(answer(`\`\`\`ts total.ts\n${better}\n\`\`\`\n`));
    await ask(chat, 'Mend it.');
    await chat.getByText('prices.length').waitFor();
    await chat.getByRole('button', { name: 'Apply to the file…' }).last().click();
    await notifications.message('Apply this change to total.ts?');
    assert.equal(await editor.text('total.ts'), source);
    await notifications.press('Apply this change', 'Accept');
    await editor.becomes(`${better}\n`);
  });

  it('offers commands and the workspace’s own prompts behind a slash', async () => {
    const chat = await open();
    await chat.getByRole('textbox', { name: 'Message' }).fill('/');
    await chat.getByRole('option', { name: /explain/ }).waitFor();
    await chat.getByRole('option', { name: /haiku/ }).waitFor();
    await workbench().editor.open('total.ts');
    await open();
    provider.reply(answer('Prices in a row'));
    await ask(chat, '/haiku ');
    await said(chat, 'Prices in a row').waitFor();
    assert.match(lastPrompt(), /Write a haiku about total\.ts\./);
    provider.reply(answer('Another one'));
    await workbench().probe.ask('command', { id: 'parlance.prompt.haiku', args: [] });
    await said(chat, 'Another one').waitFor();
  });

  it('finds files behind an @', async () => {
    const chat = await open();
    await chat.getByRole('textbox', { name: 'Message' }).pressSequentially('@tot');
    await chat.getByRole('option', { name: /total\.ts/ }).waitFor();
    await chat.getByRole('textbox', { name: 'Message' }).fill('');
  });

  it('takes along what is named behind an @: a folder, a symbol, problems; and leaves out what is removed', async () => {
    const { editor, probe } = workbench();
    await editor.open('lib/broken.ts');
    await until(
      'the problem in the file',
      () => probe.ask('diagnostics', { path: join(workbench().folder, 'lib/broken.ts') }),
      (messages) => messages.length > 0,
    );
    const chat = await open();
    const input = chat.getByRole('textbox', { name: 'Message' });
    for (const [typed, option] of [
      ['@lib', /^lib/],
      ['@#broken', /broken/],
      ['@problems', /problems/i],
    ] as const) {
      await input.fill('');
      await input.pressSequentially(typed);
      await chat.getByRole('option', { name: option }).first().click();
    }
    await input.fill('');
    const along = chat.getByRole('list', { name: 'Goes along with your message' });
    await until(
      'all chips',
      () => along.getByRole('listitem').count(),
      (count) => count >= 3,
    );
    await along
      .getByRole('button', { name: /^Remove .*broken\.ts/ })
      .first()
      .click();
    provider.reply(answer('Seen.'));
    await ask(chat, 'What is wrong in there?');
    await said(chat, 'Seen.').waitFor();
    assert.match(lastPrompt(), /Files in lib/);
    assert.match(lastPrompt(), /export const fine = 1;/);
    assert.match(lastPrompt(), /Problems that the editor reports/);
    assert.match(lastPrompt(), /Cannot find name 'missing'/);
  });

  it('puts code in the place of the selection, or into a new file', async () => {
    const { editor, probe } = workbench();
    await editor.open('lib/fine.ts', { line: 0, character: 0 });
    await editor.press('Shift+End');
    const chat = await open();
    provider.reply(answer('```ts\nexport const finer = 2;\n```\n'));
    await ask(chat, 'Better, please.');
    await chat.getByText('finer').waitFor();
    await chat.getByRole('button', { name: 'Replace selection' }).last().click();
    await editor.becomes('export const finer = 2;\n');
    await (await open()).getByRole('button', { name: 'New file' }).last().click();
    await until(
      'the new file',
      () => editor.active(),
      (active) => active?.path.startsWith('Untitled') ?? false,
    );
    assert.equal(await editor.text(), 'export const finer = 2;');
    await probe.ask('command', { id: 'workbench.action.revertAndCloseActiveEditor', args: [] });
  });

  it('keeps past chats, finds them, and brings them back', async () => {
    const chat = await open();
    await chat.getByRole('button', { name: 'New chat', exact: true }).last().click();
    await chat.getByRole('log').waitFor({ state: 'detached' });
    await chat.locator('.title-button').click();
    await chat.getByRole('searchbox', { name: 'Search past chats' }).fill('useful');
    await chat.locator('.chat-row', { hasText: 'What is wrong here?' }).getByRole('button').first().click();
    // It is opened at its end.
    await chat.getByRole('log').getByText('What is wrong here?').waitFor({ state: 'attached' });
    await said(chat, 'Another one').waitFor();
  });

  it('shows code in the colours of the editor’s theme, whichever that is, and the user’s own', async () => {
    const { editor } = workbench();
    await editor.open('total.ts');
    const chat = await open();
    provider.reply(answer('```ts\nexport const coloured = 1;\n```\n'));
    await ask(chat, 'Something with a number.');
    const inChat = chat.locator('.t-storage', { hasText: 'const' }).last();
    await inChat.waitFor();
    // As the editor draws `function` in the file beside it.
    const inEditor = workbench()
      .page.locator('.view-line span', { hasText: /^function$/ })
      .first();
    for (const theme of ['dark', 'light', 'highContrast'] as const) {
      await workbench().theme(theme);
      await until(
        `the colours of ${theme}`,
        async () => [await colourOf(inChat), await colourOf(inEditor)],
        ([one, other]) => one === other,
      );
    }
    await workbench().setting('editor.tokenColorCustomizations', {
      textMateRules: [{ scope: 'storage.type', settings: { foreground: '#ff00ff' } }],
    });
    await until(
      'the user’s own colour',
      () => colourOf(inChat),
      (colour) => colour === 'rgb(255, 0, 255)',
    );
  });
});

/** What stands on the page, for a test that runs outside of it. */
interface Page {
  getComputedStyle(element: unknown): { readonly color: string };
}

const colourOf = (place: Locator) =>
  place.evaluate((element) => (globalThis as unknown as Page).getComputedStyle(element).color);
