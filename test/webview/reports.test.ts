import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import type { ToHealthView } from '../../src/protocol/healthMessages.ts';
import type { ToUsageView } from '../../src/protocol/usageMessages.ts';
import { openWebview, themes, WebviewServer } from './support/page.ts';
import { violations } from './support/violations.ts';

const figures = [
  { label: 'Requests', value: '12', detail: '3 from the cache' },
  { label: 'Cost', value: '$0.0042', detail: '' },
];
const mark = { firstTokenMs: 300, time: '12:00:01', firstToken: '0.3 s', total: '0.9 s', totalMs: 900 } as const;

const health: ToHealthView = {
  type: 'report',
  view: {
    takenAt: '12:00',
    summary: '1 under way, 0 waiting',
    endpoints: [
      {
        name: 'HolySheep AI',
        address: 'https://api.holysheep.ai/v1',
        figures,
        models: [
          {
            name: 'deepseek-v3.2',
            state: 'warning',
            stateText: 'Failed several times in a row: left alone for 40 s',
            canTryNow: true,
            figures,
            marks: [
              { ...mark, kind: 'answered', outcome: 'complete' },
              { ...mark, kind: 'cancelled', outcome: 'cancelled' },
              { ...mark, kind: 'failed', outcome: 'server' },
            ],
          },
        ],
      },
    ],
  },
};
const part = { name: 'generate', usd: 1, text: '$1.00' };
const usage: ToUsageView = {
  type: 'report',
  view: {
    period: '30',
    stackBy: 'feature',
    periods: [{ id: '30', label: '30 days' }],
    figures,
    legend: ['generate', 'chat'],
    bars: [{ day: '2026-11-23', usd: 2, text: '$2.00', parts: [part, { ...part, name: 'chat' }] }],
    tables: [{ title: 'By model', columns: ['Model', 'Cost'], rows: [['deepseek-v3.2', '$2.00']] }],
    notice: 'The ledger could not be opened.',
  },
};

for (const [view, heading, message] of [
  ['health', 'Health', health],
  ['usage', 'Usage and Cost', usage],
] as const) {
  describe(`the page of ${view}`, () => {
    let server: WebviewServer;
    let browser: Browser;
    before(async () => {
      [server, browser] = await Promise.all([WebviewServer.start(view), launchBrowser()]);
    });
    after(async () => {
      await browser.close();
      await server.close();
    });

    for (const theme of themes) {
      it(`gives axe nothing to object to in the theme ${theme}, its tables included`, async () => {
        const page = await openWebview(browser, server, { theme, width: 900 });
        await page.evaluate((report) => globalThis.postMessage(report, '*'), message);
        await page.getByRole('heading', { name: heading }).waitFor();
        for (const summary of await page.locator('summary').all()) await summary.click();
        assert.deepEqual(await violations(page), []);
        await page.close();
      });
    }

    it('has room for everything at 300 px', async () => {
      const page = await openWebview(browser, server, { width: 300 });
      await page.evaluate((report) => globalThis.postMessage(report, '*'), message);
      await page.getByRole('heading', { name: heading }).waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
      await page.close();
    });
  });
}
