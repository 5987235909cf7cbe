import assert from 'node:assert/strict';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { answer, failure } from '../fakes/reply.ts';
import { useWorkbench } from './support/useWorkbench.ts';
import { until } from './support/until.ts';

const goodKey = 'sk-good';

describe('the API key', () => {
  let provider: FakeProvider;
  before(async () => {
    provider = await startFakeProvider();
    provider.when(({ headers }) =>
      headers.authorization === `Bearer ${goodKey}`
        ? undefined
        : failure(401, { message: 'Incorrect API key provided.' }),
    );
  });
  after(() => provider.close());

  const workbench = useWorkbench(() => ({
    files: { 'a.ts': '// one\n' },
    settings: {
      both: { 'parlance.provider': 'openai', 'parlance.baseUrl': provider.baseUrl, 'parlance.model': 'gpt-4.1' },
    },
  }));

  const generate = async () => {
    await workbench().editor.open('a.ts', { line: 0, character: 6 });
    await workbench().editor.press('ControlOrMeta+Alt+g');
  };

  it('is asked for by the walkthrough at the first use, in words after that', async () => {
    const { page, notifications } = workbench();
    await generate();
    await page
      .locator('.getting-started-category', { hasText: 'Get started with Parlance' })
      .or(page.getByText('Set your API key'))
      .first()
      .waitFor();
    await workbench().tidy();
    await generate();
    const text = await notifications.message('key');
    assert.deepEqual(await notifications.buttons(text.slice(0, 20)), ['Set API Key', 'Open Settings']);
    assert.equal(provider.requests.length, 0);
  });

  it('is refused where the provider refuses it, and not stored', async () => {
    const { quickInput, notifications } = workbench();
    await workbench().run('Parlance: Set API Key');
    await quickInput.answer('sk-wrong');
    await notifications.message('refuses this key (status 401), so it was not stored');
    assert.equal(provider.requests.at(-1)?.path, '/v1/models');
    assert.equal(provider.requests.at(-1)?.headers.authorization, 'Bearer sk-wrong');
  });

  it('says at once what cannot be a key', async () => {
    const { quickInput } = workbench();
    await workbench().run('Parlance: Set API Key');
    await quickInput.answer('sk with spaces');
    await quickInput.widget.getByText('A key has no spaces or line breaks.').waitFor();
    await quickInput.dismiss();
  });

  it('is stored when the provider takes it, and used from then on', async () => {
    const { editor, quickInput, notifications } = workbench();
    await workbench().run('Parlance: Set API Key');
    await quickInput.answer(goodKey);
    await notifications.message('is stored. The provider accepts it.');
    provider.reply(answer('const one = 1;'));
    await generate();
    await editor.becomes('// one\nconst one = 1;\n');
    assert.equal(provider.requests.at(-1)?.headers.authorization, `Bearer ${goodKey}`);
  });

  it('turns the status bar red when the provider refuses it later, until another one is set', async () => {
    const { statusBarItem, notifications, quickInput } = workbench();
    provider.reply(failure(401, { message: 'Incorrect API key provided.' }));
    await workbench().editor.open('a.ts', { line: 0, character: 6 });
    await workbench().editor.type(' and two');
    await workbench().editor.press('ControlOrMeta+Alt+g');
    await notifications.message('key');
    await until(
      'red',
      () => statusBarItem.background(),
      (kind) => kind === 'error',
    );
    await workbench().run('Parlance: Set API Key');
    await quickInput.answer(goodKey);
    await until(
      'no colour',
      () => statusBarItem.background(),
      (kind) => kind === 'none',
    );
  });
});
