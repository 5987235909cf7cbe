import assert from 'node:assert/strict';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { answer, failure } from '../fakes/reply.ts';
import { until } from './support/until.ts';
import { useWorkbench } from './support/useWorkbench.ts';

const failuresToOpen = 5;
const leftAlone = 'failed several times in a row';

describe('a provider in trouble, as a user sees it', () => {
  let provider: FakeProvider;
  before(async () => {
    provider = await startFakeProvider();
  });
  after(() => provider.close());

  const workbench = useWorkbench(() => ({
    files: { 'a.ts': '// one\n', 'b.ts': '// two\n' },
    settings: { both: { 'parlance.inline.enabled': false, 'parlance.retry.maxAttempts': 1 } },
    env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: provider.baseUrl },
  }));

  const generate = async (file: string) => {
    await workbench().editor.open(file, { line: 0, character: 4 });
    await workbench().editor.press('ControlOrMeta+Alt+g');
  };
  const lens = (holds: (title: string) => boolean) =>
    until(
      'the row above the code',
      async () => (await workbench().editor.codeLenses()).flat(),
      (titles) => titles.some(holds),
    );

  it('is left alone after five failures: an answer at once, with a countdown, and the status bar in colour', async () => {
    const { notifications, statusBarItem } = workbench();
    for (let sent = 1; sent <= failuresToOpen; sent++) {
      provider.reply(failure(503, { message: 'overloaded' }));
      await generate('a.ts');
      await provider.received(sent);
      // The next one has its place only when this one is over.
      await until(
        'the end of the request',
        () => statusBarItem.icons(),
        (icons) => !icons.includes('loading'),
      );
    }
    await until(
      'the status bar in colour',
      () => statusBarItem.background(),
      (kind) => kind === 'warning',
    );
    const failed = (await notifications.messages()).filter((text) => text.includes('has a problem of its own'));
    assert.equal(failed.length, 1, 'the same message is shown once a minute');
    await generate('a.ts');
    assert.match(await notifications.message(leftAlone), /deepseek-v3\.2 at HolySheep AI .* left alone for \d+ s\./);
    assert.deepEqual(await notifications.buttons(leftAlone), ['Retry Now', 'Select Model', 'Show Log']);
    assert.equal(provider.requests.length, failuresToOpen);
    await workbench().editor.becomes('// one\n');
  });

  it('shows its health: why it is left alone, for how long, and what became of the requests', async () => {
    await workbench().run('Parlance: Show Health');
    const health = workbench().webview();
    const model = health.getByRole('region', { name: 'deepseek-v3.2' });
    await model.getByText(/Failed several times in a row: left alone for \d+ s/).waitFor();
    const words = await model.innerText();
    assert.match(words, /Requests\s+6/);
    assert.match(words, /Failed\s+6\s+server 5, breaker open 1/);
    await model.getByRole('img', { name: 'The latest 6 requests to deepseek-v3.2' }).waitFor();
    await workbench().page.screenshot({ path: 'test-results/health.png' });
    await model.getByRole('button', { name: 'Try Now' }).click();
    await model.getByText('The next request finds out whether it is back').waitFor();
  });

  it('is used again once a request has come through', async () => {
    const { statusBarItem } = workbench();
    provider.reply(answer('const one = 1;'));
    await generate('a.ts');
    await workbench().editor.becomes('// one\nconst one = 1;\n');
    await until(
      'the status bar without colour',
      () => statusBarItem.background(),
      (kind) => kind === 'none',
    );
    await workbench().editor.press('ControlOrMeta+Alt+y');
  });

  it('gives way to the next model of the user’s list, and the result says so', async () => {
    for (let sent = 0; sent < failuresToOpen; sent++) provider.reply(failure(503, { message: 'overloaded' }));
    const before = provider.requests.length;
    for (let sent = 1; sent <= failuresToOpen; sent++) {
      await generate('b.ts');
      await provider.received(before + sent);
      await until(
        'the end of the request',
        () => workbench().statusBarItem.icons(),
        (icons) => !icons.includes('loading'),
      );
    }
    await workbench().setting('parlance.fallbackModels', ['gpt-4.1']);
    provider.reply(answer('const two = 2;'));
    await generate('b.ts');
    await workbench().editor.becomes('// two\nconst two = 2;\n');
    await lens((title) => title.startsWith('gpt-4.1 (deepseek-v3.2 is not available) · '));
    assert.equal(provider.requests.at(-1)?.body['model'], 'gpt-4.1');
  });
});
