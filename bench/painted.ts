// From the key to the painted ghost text in a real VS Code, beside a provider that returns a constant at once:
// `npm run bench:painted`. Both in turn, in one window.
import { startFakeProvider } from '../test/fakes/fakeProvider.ts';
import { answer } from '../test/fakes/reply.ts';
import { Workbench } from '../test/ui/support/workbench.ts';
import { bareExtension } from './support/bareExtension.ts';

const rounds = 41;
const warmUps = 5;
const pauseMs = 100;
const serverMs = 100;
const key = 'f';
const ghostText = 'ruit_total = sum(fruits)';

const provider = await startFakeProvider();
/** How long each answer took the server, from the request's arrival to the end of its connection, in ms. */
const answers: Promise<number>[] = [];
provider.when(({ path, atMs, isClosedEarly }) => {
  if (!path.endsWith('/chat/completions')) return undefined;
  answers.push(isClosedEarly.then(() => performance.now() - atMs));
  return answer(ghostText, { firstMs: serverMs });
});

/** What an inline suggestion costs at the least. Without a range of its own, its text replaces the word. */
const constant = bareExtension(
  'constant',
  `const { languages, InlineCompletionItem } = require('vscode');
exports.activate = () =>
  languages.registerInlineCompletionItemProvider('ruby', {
    provideInlineCompletionItems: () => [new InlineCompletionItem(${JSON.stringify(key + ghostText)})],
  });
`,
);
const workbench = await Workbench.open({
  extensions: { 'parlance-bench.constant': constant.folder },
  files: { 'parlance.py': lines(), 'constant.rb': lines() },
  settings: {
    both: {
      'editor.quickSuggestions': { other: 'off' },
      'parlance.inline.debounceMs': pauseMs,
      'parlance.inline.prefetch': 'off',
      'parlance.models': [{ id: 'deepseek-v3.2', fim: 'none' }],
      '[ruby]': { 'parlance.inline.enabled': false },
    },
  },
  env: { HOLYSHEEP_API_KEY: 'sk-bench', HOLYSHEEP_BASE_URL: provider.baseUrl },
});
const times = { parlance: [] as number[], constant: [] as number[], server: [] as number[] };
try {
  await watchPaint();
  await workbench.editor.open('parlance.py', { line: 0, character: 0 });
  // VS Code gets its part of ghost text ready when it is asked by hand.
  await workbench.run('Trigger Inline Suggestion');
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const [name, file] of [
      ['parlance', 'parlance.py'],
      ['constant', 'constant.rb'],
    ] as const) {
      await workbench.editor.open(file, { line: 2 * round + 1, character: 0 });
      const ms = await paintedAfterKey();
      if (round >= warmUps) times[name].push(ms);
      if (round >= warmUps && name === 'parlance') times.server.push(await answers.at(-1)!);
      await workbench.page.keyboard.press('Escape');
    }
  }
} finally {
  await workbench.close();
  await provider.close();
  constant.remove();
}
const ours = median(times.parlance) - pauseMs - median(times.server);
const bare = median(times.constant);
console.table({
  'key → painted ghost text, median ms': {
    'Parlance, less the pause and the server’s delay': ours.toFixed(0),
    'a constant': bare.toFixed(0),
    ratio: (ours / bare).toFixed(2),
    'to reach': '≤ 1.15',
  },
});

/** Every other line is free. */
function lines(): string {
  return Array.from({ length: warmUps + rounds + 1 }, (_, line) => `fruit_${line} = ${line}\n\n`).join('');
}

/** Runs in the page: notes when a key goes down, and when the next frame with ghost text is drawn. */
async function watchPaint(): Promise<void> {
  await workbench.page.evaluate(`
    const seen = (globalThis.seen = { keyMs: 0, paintedMs: 0 });
    const onKey = ({ key }) => key.length === 1 && Object.assign(seen, { keyMs: performance.now(), paintedMs: 0 });
    document.addEventListener('keydown', onKey, true);
    new MutationObserver(() => {
      if (seen.paintedMs > 0 || seen.keyMs === 0 || !document.querySelector('.ghost-text-decoration')) return;
      seen.paintedMs = 1;
      requestAnimationFrame(() => requestAnimationFrame(() => (seen.paintedMs = performance.now())));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  `);
}

async function paintedAfterKey(): Promise<number> {
  const { page } = workbench;
  await page.keyboard.press(key);
  const handle = await page.waitForFunction('seen.paintedMs > 1 && seen.paintedMs - seen.keyMs');
  return Number(await handle.jsonValue());
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
