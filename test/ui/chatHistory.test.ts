import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { createTemporaryProfile, removeProfile } from '../../scripts/vscode/profile.ts';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { answer, chatChunk, stream } from '../fakes/reply.ts';
import { until } from './support/until.ts';
import { useWorkbench } from './support/useWorkbench.ts';
import { Workbench } from './support/workbench.ts';

const source = 'export const one = 1;\n';

async function openChat(workbench: Workbench): Promise<FrameLocator> {
  await workbench.run('Parlance: Open Chat');
  const chat = workbench.webview();
  await chat.getByRole('textbox', { name: 'Message' }).waitFor();
  return chat;
}

async function ask(chat: FrameLocator, text: string): Promise<void> {
  const input = chat.getByRole('textbox', { name: 'Message' });
  await input.fill(text);
  await input.press('Enter');
}

const said = (chat: FrameLocator, text: string) => chat.getByRole('log').getByText(text, { exact: true });

describe('a chat and its past, as a user sees them', () => {
  let provider: FakeProvider;
  before(async () => {
    provider = await startFakeProvider();
  });
  after(() => provider.close());

  const workbench = useWorkbench(() => ({
    files: { 'one.ts': source },
    settings: { both: { 'parlance.inline.enabled': false, 'files.simpleDialog.enable': true } },
    env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: provider.baseUrl },
  }));
  const open = () => openChat(workbench());

  it('sends an earlier message again in other words, and keeps what followed as a version', async () => {
    const chat = await open();
    provider.reply(answer('First answer.'));
    await ask(chat, 'First question');
    await said(chat, 'First answer.').waitFor();
    await chat.getByRole('article', { name: 'You' }).hover();
    await chat.getByRole('button', { name: 'Edit and send again' }).click();
    const editor = chat.getByRole('textbox', { name: 'Edit your message' });
    await editor.fill('Second question');
    provider.reply(answer('Second answer.'));
    await editor.press('Enter');
    await said(chat, 'Second answer.').waitFor();
    assert.doesNotMatch(JSON.stringify(provider.requests.at(-1)?.body['messages']), /First/);
    await chat
      .getByRole('group', { name: 'Version 2 of 2' })
      .first()
      .getByRole('button', { name: 'Previous version' })
      .click();
    await said(chat, 'First answer.').waitFor();
    await said(chat, 'First question').waitFor();
  });

  it('recalls the last message with Up, breaks lines with Shift+Enter, and sends with Enter', async () => {
    const chat = await open();
    const input = chat.getByRole('textbox', { name: 'Message' });
    await input.press('ArrowUp');
    assert.equal(await input.inputValue(), 'First question');
    await input.press('Shift+Enter');
    await input.pressSequentially('more');
    provider.reply(answer('Third answer.'));
    await input.press('Enter');
    await said(chat, 'Third answer.').waitFor();
    assert.match(JSON.stringify(provider.requests.at(-1)?.body['messages']), /First question\\nmore/);
    assert.equal(await input.inputValue(), '');
  });

  it('deletes a message and what followed it, when that is confirmed', async () => {
    const chat = await open();
    await chat.getByRole('article', { name: 'You' }).last().hover();
    await chat.getByRole('button', { name: 'Delete from here on' }).last().click();
    await workbench().page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
    await said(chat, 'Third answer.').waitFor({ state: 'detached' });
    await said(chat, 'First answer.').waitFor();
  });

  it('writes code blocks where they are wanted, and refuses an elision that fits nowhere', async () => {
    const { editor, notifications } = workbench();
    await editor.open('one.ts', { line: 1, character: 0 });
    const chat = await open();
    provider.reply(
      answer(
        '```ts\nexport const two = 2;\n```\n\n```ts one.ts\nno such line\n// ... existing code ...\nnor this\n```\n',
      ),
    );
    await ask(chat, 'Two, please.');
    await chat.getByText('nor this').waitFor();
    await chat.getByRole('button', { name: 'Insert at cursor' }).first().click();
    await editor.becomes(`${source}export const two = 2;`);
    await (await open()).getByRole('button', { name: 'Apply to the file…' }).last().click();
    await until(
      'why it is refused',
      () => notifications.messages(),
      (messages) => messages.some((text) => /existing code|does not|cannot|find/i.test(text)),
    );
    assert.equal(await editor.text('one.ts'), `${source}export const two = 2;`);
  });

  it('asks before older messages are summarised, as that costs something, and goes on with the summary', async () => {
    await workbench().setting('parlance.models', [
      { id: 'deepseek-v3.2', window: 2_500, maxOutput: 200, inputPrice: 1, outputPrice: 2 },
    ]);
    const chat = await open();
    await chat.getByRole('button', { name: 'New chat', exact: true }).last().click();
    for (const number of [1, 2, 3]) {
      provider.reply(answer(`Answer ${number}. ${'word '.repeat(250)}`));
      await ask(chat, `Question ${number}: ${'word '.repeat(250)}`);
      await chat.getByRole('log').getByText(`Answer ${number}.`).waitFor();
      await until(
        'the end of the answer',
        () => chat.getByText(/^deepseek-v3\.2 · .*\$0\.00\d+ · \d/).count(),
        (count) => count === number,
      );
    }
    const before = provider.requests.length;
    await ask(chat, `Question 4: ${'word '.repeat(250)}`);
    await chat
      .getByText(
        /The window of deepseek-v3\.2 is full\. The \d oldest messages can be summarised for at most ~?\$0\.00\d+/,
      )
      .waitFor();
    assert.equal(provider.requests.length, before);
    provider.reply(answer('They count words.'), answer('Answer 4.'));
    await chat.getByRole('button', { name: 'Summarise' }).click();
    await said(chat, 'Answer 4.').waitFor();
    const sent = JSON.stringify(provider.requests.at(-1)?.body['messages']);
    assert.match(sent, /They count words\./);
    assert.doesNotMatch(sent, /Question 1/);
    await chat.getByRole('article', { name: 'Sent in place of what is above' }).waitFor();
  });

  it('renames and deletes past chats, and brings a deleted one back', async () => {
    const { notifications } = workbench();
    const chat = await open();
    await chat.locator('.title-button').click();
    await chat.getByRole('button', { name: 'Rename First question' }).click();
    const title = chat.getByRole('textbox', { name: 'New title' });
    await title.fill('Renamed');
    await title.press('Enter');
    await chat.getByRole('button', { name: 'Delete Renamed' }).click();
    await chat.locator('.chat-row', { hasText: 'Renamed' }).waitFor({ state: 'detached' });
    await notifications.message('“Renamed” is deleted.');
    await notifications.press('“Renamed” is deleted', 'Undo');
    await chat.getByRole('searchbox', { name: 'Search past chats' }).fill('Renamed');
    await chat.locator('.chat-row', { hasText: 'Renamed' }).waitFor();
  });

  it('is exported where the user wants it, and opened in an editor', async () => {
    const { page, folder } = workbench();
    const chat = await open();
    provider.reply(answer('To be kept.'));
    await chat.getByRole('button', { name: 'New chat', exact: true }).last().click();
    await ask(chat, 'What is to be kept?');
    await said(chat, 'To be kept.').waitFor();
    await workbench().run('Parlance: Export Chat…');
    const place = page.locator('.quick-input-widget:visible .quick-input-box input');
    await until(
      'the place that is proposed',
      () => place.inputValue(),
      (path) => path.endsWith('What-is-to-be-kept.md'),
    );
    await page.keyboard.press('Enter');
    const file = join(folder, 'What-is-to-be-kept.md');
    const text = await until(
      'the exported chat',
      () => Promise.resolve(existsSync(file) ? readFileSync(file, 'utf8') : ''),
      (content) => content.includes('To be kept.'),
    );
    assert.match(text, /What is to be kept\?/);
    await workbench().run('Parlance: Open Chat in Editor');
    await page.locator('.tab', { hasText: /Chat|kept/ }).waitFor();
  });
});

describe('a chat that a crash interrupts', () => {
  it('is there again with what had come of the answer', async function () {
    this.timeout(180_000);
    const provider = await startFakeProvider();
    const profile = createTemporaryProfile();
    const options = {
      profile,
      settings: { both: { 'parlance.inline.enabled': false } },
      env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: provider.baseUrl },
    };
    try {
      const first = await Workbench.open(options);
      // What a crash can cost of an answer is a second.
      const steps = [{ waitMs: 1_100 }, chatChunk({ content: 'half' }), { waitMs: 60_000 }];
      provider.reply(stream([chatChunk({ content: 'Only ' }), ...steps]));
      await ask(await openChat(first), 'Tell me all.');
      await until(
        'the saved answer',
        () => Promise.resolve(savedText(profile.folder)),
        (text) => text.includes('Only half'),
      );
      await first.crash();
      const second = await Workbench.open(options);
      try {
        const chat = await openChat(second);
        await chat.locator('.title-button').click();
        await chat.locator('.chat-row', { hasText: 'Tell me all.' }).getByRole('button').first().click();
        await said(chat, 'Only half').waitFor();
        await chat
          .getByText(/interrupted/i)
          .first()
          .waitFor();
      } finally {
        await second.close();
      }
    } finally {
      removeProfile(profile);
      await provider.close();
    }
  });
});

/** All that is stored of chats in a profile. */
function savedText(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /[\\/]chats[\\/][^\\/]+$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
