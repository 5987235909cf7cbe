import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import type { ToChatView } from '../../src/protocol/chatMessages.ts';
import { answer, chip, snapshot, user } from './support/chatFixtures.ts';
import { violations } from './support/violations.ts';
import { hostileAnswers } from './support/hostileAnswers.ts';
import { openWebview, themes, WebviewServer } from './support/page.ts';

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
      await tell(page, snapshot([]));
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
      assert.deepEqual(await violations(page), [], 'the empty chat');

      await tell(page, conversation);
      await page.getByText('It adds').first().waitFor();
      assert.deepEqual(await violations(page), [], 'a conversation');

      await page.getByRole('textbox', { name: 'Message' }).fill('/');
      await page.getByRole('option', { name: /explain/ }).waitFor();
      assert.deepEqual(await violations(page), [], 'the list of commands');

      await page.getByRole('textbox', { name: 'Message' }).fill('');
      await page.getByRole('button', { name: 'Edit and send again' }).click();
      await page.getByRole('textbox', { name: 'Edit your message' }).waitFor();
      assert.deepEqual(await violations(page), [], 'a message that is edited');

      const chats = [{ id: 'c', title: 'A past chat', when: '2 h ago', detail: '4 messages', isOpen: false }];
      await tell(page, { type: 'chats', query: '', chats });
      await page.getByRole('dialog', { name: 'Past chats' }).waitFor();
      assert.deepEqual(await violations(page), [], 'the list of chats');
      await page.close();
    });
  }

  it('takes files that are dropped, and lets go of what is removed', async () => {
    const page = await openWebview(browser, server);
    await tell(page, conversation);
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/uri-list', 'file:///work/a.ts\r\nfile:///work/b.ts');
      const composer = document.querySelector('.composer');
      for (const type of ['dragover', 'drop'])
        composer?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click();
    const posted = await page.evaluate(() => globalThis.posted);
    assert.deepEqual(posted.slice(-2), [
      { type: 'addDropped', uris: ['file:///work/a.ts', 'file:///work/b.ts'] },
      { type: 'removeChip', id: 'c1' },
    ]);
    await page.getByText('invoice.ts: cut to lines 1 to 20 of 400').waitFor();
    await page.close();
  });

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

  for (const [name, options] of [
    ['at 200 px', { width: 200 }],
    ['at 200 % zoom in a narrow side bar', { width: 150, height: 400, scale: 2 }],
    ['as wide as an editor', { width: 1_600 }],
  ] as const) {
    it(`has room for everything ${name}`, async () => {
      const page = await openWebview(browser, server, options);
      await tell(page, conversation);
      await page.getByText('It adds').first().waitFor();
      const hidden = await page.evaluate(() => {
        const { clientWidth, scrollWidth } = document.documentElement;
        const outside = [...document.querySelectorAll('button, textarea')]
          .filter((element) => !element.closest('.messages') || !element.closest('pre'))
          .map((element) => ({ name: element.ariaLabel ?? element.textContent, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.left < -1 || box.right > clientWidth + 1));
        return { overflow: scrollWidth - clientWidth, outside: outside.map((each) => each.name) };
      });
      assert.deepEqual(hidden, { overflow: 0, outside: [] });
      await page.close();
    });
  }

  it('stands still where the user wants no motion', async () => {
    const page = await openWebview(browser, server, { reducedMotion: true });
    await tell(
      page,
      snapshot([user('q', 'Why?'), answer('a', '', { state: { kind: 'waiting', status: 'Waiting for the model' } })]),
    );
    await page.getByText('Waiting for the model').first().waitFor();
    assert.deepEqual(await page.evaluate(() => document.getAnimations().map((each) => each.playState)), []);
    await page.close();
  });

  it('opens a long chat at its end, and follows an answer until the user scrolls up', async () => {
    const page = await openWebview(browser, server);
    const turns = Array.from({ length: 100 }, (_, turn) => [
      user(`q${turn}`, `Question ${turn}`),
      answer(`a${turn}`, `# Answer ${turn}\n\n${'Some words of it. '.repeat(40)}`),
    ]).flat();
    const growing = answer('last', 'It begins.', { state: { kind: 'streaming' } });
    await tell(page, snapshot([...turns, growing], { isBusy: true }));
    const log = page.getByRole('log');
    const distance = () => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
    const grow = (text: string) => tell(page, { type: 'append', id: 'last', part: 'text', text });
    await log.getByText('It begins.').waitFor();
    await page.waitForFunction(() => {
      const element = document.querySelector('.messages');
      return element && element.scrollHeight - element.scrollTop - element.clientHeight < 2;
    });
    await grow(`\n\n${'More of it. '.repeat(400)}\n\nthe end`);
    await log.getByText('the end', { exact: true }).waitFor();
    assert.ok((await distance()) < 2, `${await distance()} px from the end`);
    assert.equal(await page.getByRole('button', { name: 'Jump to latest' }).count(), 0);

    await log.hover();
    await page.mouse.wheel(0, -2_000);
    const jump = page.getByRole('button', { name: 'Jump to latest' });
    await jump.waitFor();
    const before = await log.evaluate((element) => element.scrollTop);
    await grow(`\n\n${'Even more. '.repeat(200)}\n\nthe very end`);
    await log.getByText('the very end').waitFor({ state: 'attached' });
    assert.ok(Math.abs((await log.evaluate((element) => element.scrollTop)) - before) < 2, 'the view stays');
    await jump.click();
    await page.waitForFunction(() => {
      const element = document.querySelector('.messages');
      return element && element.scrollHeight - element.scrollTop - element.clientHeight < 2;
    });
    await page.close();
  });

  it('draws at most once a frame, however fast an answer comes', async () => {
    const page = await openWebview(browser, server);
    await tell(page, snapshot([user('q', 'Why?'), answer('a', 'It', { state: { kind: 'streaming' } })]));
    await page.getByRole('log').getByText('It').waitFor();
    const { frames, changes } = await page.evaluate(async () => {
      const counted = { frames: 0, changes: 0 };
      let isOver = false;
      const count = () => {
        counted.frames++;
        if (!isOver) requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
      const observer = new MutationObserver(() => counted.changes++);
      observer.observe(document.querySelector('.messages')!, { subtree: true, childList: true, characterData: true });
      for (let sent = 0; sent < 2_000; sent++) {
        globalThis.postMessage({ type: 'append', id: 'a', part: 'text', text: ` w${sent}` }, '*');
        if (sent % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      isOver = true;
      return counted;
    });
    assert.ok(changes <= frames, `${changes} changes in ${frames} frames`);
    await page.getByRole('log').getByText('w1999').waitFor();
    await page.close();
  });
});
