import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import type { ToChatView } from '../../src/protocol/chatMessages.ts';
import { answer, chip, snapshot, user } from './support/chatFixtures.ts';
import { hostileAnswers } from './support/hostileAnswers.ts';
import { openWebview, themes, WebviewServer } from './support/page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const tell = (page: Page, message: ToChatView) => page.evaluate((told) => globalThis.postMessage(told, '*'), message);

const conversation = snapshot(
  [
    user('q1', 'What does **this** do?', { chips: [chip()] }),
    answer(
      'a1',
      '# It adds\n\n- one\n- two\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n```ts src/a.ts\nconst a = 1;\n```\n\n[a link](https://example.com)',
    ),
    answer('a2', 'cut', { state: { kind: 'partial', reason: 'Stopped by you.' }, branch: { shown: 2, of: 3 } }),
    answer('a3', '', {
      state: { kind: 'failed', message: 'The key is refused.', actions: [{ id: 'setApiKey', label: 'Set API Key' }] },
    }),
    { kind: 'note', id: 'n', title: 'Cost of this chat', text: '| | in |\n|--|--|\n| 1 | 2 |' },
  ],
  { cost: '$0.0042', chips: [chip(), chip({ id: 'c2', warning: 'cut to lines 1 to 20 of 400' })] },
);

describe('the page of the chat', () => {
  let server: WebviewServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([WebviewServer.start('chat'), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const theme of themes) {
    it(`gives axe nothing to object to in the theme ${theme}`, async () => {
      const page = await openWebview(browser, server, { theme });
      await tell(page, conversation);
      await page.getByText('It adds').first().waitFor();
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const found = await (
          globalThis as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          }
        ).axe.run();
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      assert.deepEqual(violations, []);
      await page.close();
    });
  }

  it('lets no answer run anything, reach anything or break out of its place', async function () {
    this.timeout(120_000);
    assert(hostileAnswers.length >= 150, `${hostileAnswers.length} answers`);
    const page = await openWebview(browser, server);
    const reached: string[] = [];
    page.on('request', (request) => reached.push(request.url()));
    page.on('dialog', (dialog) => {
      reached.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    for (const [index, text] of hostileAnswers.entries()) {
      await tell(page, snapshot([answer(`a${index}`, text), answer(`b${index}`, `the end ${index}`)]));
      await page.getByRole('log').getByText(`the end ${index}`, { exact: true }).waitFor();
      const state = await page.evaluate(() => ({
        hasRun: 'hasRun' in globalThis,
        foreign: document.querySelectorAll(
          '.log script, script:not([nonce]), iframe, object, embed, form, img, svg image, link[rel=stylesheet]:not([href^="chat"]), style, base, meta[http-equiv=refresh], video, audio',
        ).length,
        handlers: [...document.querySelectorAll('*')].filter((element) =>
          element.getAttributeNames().some((name) => name.startsWith('on')),
        ).length,
        deadLinks: [...document.querySelectorAll('a')].filter(({ href }) => href !== '' && !/^https?:/.test(href))
          .length,
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      assert.deepEqual(state, { hasRun: false, foreign: 0, handlers: 0, deadLinks: 0, overflow: 0 }, text);
    }
    assert.deepEqual(reached, []);
    await page.close();
  });
});
