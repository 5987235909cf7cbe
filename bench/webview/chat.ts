// The chat's page in Chromium while a long answer streams: `npm run bench:chat`. Takes some five minutes.
import { build } from 'esbuild';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import type { ToChatView } from '../../src/protocol/chatMessages.ts';
import { answer, snapshot, user } from '../../test/webview/support/chatFixtures.ts';
import { openWebview, WebviewServer } from '../../test/webview/support/page.ts';

const tokensPerSecond = 400;
const charactersPerToken = 4;
const whole = { tokens: 50_000, codeBlocks: 100 };
/** Of the whole, so that the baseline comes to an end. */
const part = { tokens: 4_000, codeBlocks: 8 };
const typedKeys = 200;
const openedMessages = 500;
const openings = 15;

const rows: Record<string, Record<string, string>> = {};
const [server, browser] = await Promise.all([WebviewServer.start('chat'), launchBrowser()]);
try {
  await compareScripting(browser);
  await streamWhole(browser);
  await openLongChat(browser);
} finally {
  await browser.close();
  await server.close();
}
console.table(rows);

async function compareScripting(chromium: Browser): Promise<void> {
  const ours = await openChat(chromium);
  const scripted = await scriptingMs(ours, () => stream(ours, part));
  await ours.close();
  const naive = await openNaive(chromium);
  const baseline = await scriptingMs(naive, () => stream(naive, part));
  await naive.close();
  rows[`${part.tokens} tokens: scripting in all, ms`] = {
    Parlance: scripted.toFixed(0),
    'the whole anew': baseline.toFixed(0),
    ratio: (scripted / baseline).toFixed(3),
    'to reach': 'side by side',
  };
}

async function streamWhole(chromium: Browser): Promise<void> {
  const page = await openChat(chromium);
  await watchTasks(page);
  const typing = typeWhileItStreams(page);
  const scripted = await scriptingMs(page, () => stream(page, whole));
  await typing;
  const { longTasks, keys } = await page.evaluate(() => globalThis.seen);
  await page.close();
  const sorted = keys.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  rows[`${whole.tokens} tokens, ${whole.codeBlocks} code blocks at ${tokensPerSecond} tokens/s: tasks over 50 ms`] = {
    Parlance: longTasks.length === 0 ? 'none' : `${longTasks.length}, longest ${Math.max(...longTasks).toFixed(0)} ms`,
    'to reach': 'none',
  };
  rows['the same: scripting in all, s'] = { Parlance: (scripted / 1000).toFixed(1) };
  rows['a key typed meanwhile, until it is handled, median / p95 / worst ms'] = {
    Parlance: `${at(0.5)} / ${at(0.95)} / ${at(1)}`,
    'to reach': '< 16',
  };
}

async function openLongChat(chromium: Browser): Promise<void> {
  const messages = Array.from({ length: openedMessages / 2 }, (_, turn) => [
    user(`q${turn}`, `What does function ${turn} do?`),
    answer(`a${turn}`, longAnswer(300, 1)),
  ]).flat();
  const times: number[] = [];
  for (let opening = 0; opening < openings; opening++) {
    const page = await openChat(chromium);
    times.push(await page.evaluate(paintedAfter, snapshot(messages)));
    await page.close();
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(openings / 2)] ?? Number.NaN;
  rows[`opening a chat of ${openedMessages} messages, median ms`] = {
    Parlance: median.toFixed(0),
    'to reach': '≤ 300',
  };
}

/** Prose with lists and tables between blocks of code. */
function longAnswer(tokens: number, codeBlocks: number): string {
  const perSection = (tokens * charactersPerToken) / codeBlocks;
  return Array.from({ length: codeBlocks }, (_, section) => {
    const prose = `## Step ${section}\n\nThe function **reads** each \`line\` and keeps what [matters](https://example.com).\n\n- one\n- two\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n`;
    const line = `const value${section} = compute(${section}, 'text'); // why\n`;
    const lines = Math.max(1, Math.floor((perSection - prose.length - 10) / line.length));
    return `${prose}\`\`\`ts\n${line.repeat(lines)}\`\`\`\n\n`;
  }).join('');
}

async function openChat(chromium: Browser): Promise<Page> {
  const page = await openWebview(chromium, server);
  const asked: ToChatView = snapshot([user('q', 'Explain'), answer('a', '', { state: { kind: 'streaming' } })]);
  await page.evaluate((message) => globalThis.postMessage(message, '*'), asked);
  await page.getByRole('log').getByText('Explain').waitFor();
  return page;
}

async function openNaive(chromium: Browser): Promise<Page> {
  const bundle = await build({ entryPoints: ['bench/webview/naiveChat.ts'], bundle: true, minify: true, write: false });
  const page = await chromium.newPage({ viewport: { width: 400, height: 800 } });
  await page.setContent('<div id="root"></div>');
  await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' });
  return page;
}

/** Sends a token at a time, by the clock; resolves when the last one is drawn. */
function stream(page: Page, { tokens, codeBlocks }: typeof whole): Promise<void> {
  const pace = { text: longAnswer(tokens, codeBlocks), tokensPerSecond, charactersPerToken };
  return page.evaluate(async ({ text, tokensPerSecond: perSecond, charactersPerToken: length }) => {
    const startMs = performance.now();
    for (let sent = 0; sent < text.length;) {
      const due = Math.min(text.length, Math.floor(((performance.now() - startMs) / 1000) * perSecond) * length);
      for (; sent < due; sent += length)
        globalThis.postMessage({ type: 'append', id: 'a', part: 'text', text: text.slice(sent, sent + length) }, '*');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, pace);
}

/** What the page's scripts take, the sending included. */
async function scriptingMs(page: Page, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await scriptSeconds(session);
  await work();
  return ((await scriptSeconds(session)) - before) * 1000;
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN;
}

declare global {
  var seen: { readonly longTasks: number[]; readonly keys: number[] };
}

/** Runs in the page: notes tasks over 50 ms, and how long each key takes from its press until it is handled. */
async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.seen = { longTasks: [], keys: [] };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.seen.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    let pressedMs = 0;
    document.addEventListener('keydown', ({ timeStamp }) => (pressedMs = timeStamp), true);
    document.addEventListener('input', () => {
      // Behind the handlers of the page.
      queueMicrotask(() => globalThis.seen.keys.push(performance.now() - pressedMs));
    });
  });
}

async function typeWhileItStreams(page: Page): Promise<void> {
  const input = page.getByRole('textbox').first();
  await input.focus();
  const words = 'and then the next question ';
  for (let key = 0; key < typedKeys; key++) await page.keyboard.type(words[key % words.length] ?? ' ', { delay: 100 });
}

/** Runs in the page: until the frame with the messages is drawn, in ms. */
async function paintedAfter(message: ToChatView): Promise<number> {
  const startMs = performance.now();
  globalThis.postMessage(message, '*');
  const { promise, resolve } = Promise.withResolvers<number>();
  new MutationObserver(() => {
    if (document.querySelectorAll('.message').length < 500) return;
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startMs)));
  }).observe(document.body, { subtree: true, childList: true });
  return promise;
}
