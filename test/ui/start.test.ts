import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import { testEnvironment } from '../../scripts/vscode/environment.ts';
import { repository } from '../../scripts/vscode/installation.ts';

/** As a newcomer has it: nothing but what `npm start` opens. */
describe('npm start', () => {
  let folder: string;
  let start: ChildProcess;
  let browser: Browser;
  let page: Page;

  before('start', async function () {
    this.timeout(120_000);
    folder = mkdtempSync(join(tmpdir(), 'parlance-start-'));
    const script = join(repository, 'scripts/start.ts');
    const env = testEnvironment({ DISPLAY: '', WAYLAND_DISPLAY: '' });
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    start = spawn(process.execPath, [script, '--browser', '--sample', '--folder', folder], { env, stdio: [...stdio] });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(await printedAddress(start));
  });

  after('stop', async () => {
    await browser.close();
    const ended = once(start, 'exit');
    start.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('says on the status bar that the answers are samples', async () => {
    const item = page.locator('.statusbar-item[id^="parlance."]');
    await item.filter({ hasText: 'Sample $0' }).waitFor();
  });

  it('answers the open file’s comment, and says that this is a recording', async () => {
    await page.locator('.view-line', { hasText: 'Turn a title' }).click();
    await page.keyboard.press('ControlOrMeta+Alt+g');
    const lens = page.locator('.codelens-decoration', { hasText: 'Accept' });
    await lens.waitFor();
    assert.match(await lens.innerText(), /sample \(recorded, not a model\)/);
    const written = await page.locator('.view-line').allInnerTexts();
    assert(written.some((line) => line.replaceAll('\u00a0', ' ').includes(".normalize('NFKD')")));
  });

  it('answers another comment by saying how to set a key', async () => {
    await page.locator('.view-line', { hasText: 'console.log' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type('\n\n// A poem in three lines');
    await page.keyboard.press('ControlOrMeta+Alt+g');
    await page.locator('.notification-toast', { hasText: 'Set API Key' }).waitFor();
  });
});

async function printedAddress({ stdout }: ChildProcess): Promise<string> {
  assert(stdout);
  for await (const line of createInterface(stdout)) {
    const [address] = /http:\S+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('npm start has printed no address.');
}
