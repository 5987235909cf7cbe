/** `npm run screenshots`: the pictures of the README, from the real workbench with the sample workspace. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFakeProvider } from '../test/fakes/fakeProvider.ts';
import { answer } from '../test/fakes/reply.ts';
import { until } from '../test/ui/support/until.ts';
import { Workbench } from '../test/ui/support/workbench.ts';
import { readRecordings } from '../sample/provider/recordings.ts';
import { repository } from './vscode/installation.ts';

const provider = await startFakeProvider();
const workbench = await Workbench.open({
  files: sampleFiles(),
  settings: {
    both: {
      'parlance.models': [{ id: 'deepseek-v3.2', fim: 'none' }],
      'editor.tabSize': 2,
      'editor.minimap.enabled': false,
      'editor.fontSize': 14,
    },
  },
  env: { HOLYSHEEP_API_KEY: 'sk-screenshots', HOLYSHEEP_BASE_URL: provider.baseUrl },
});
try {
  await workbench.theme('dark');
  await generate();
  await inline();
  await chat();
  await usage();
  await health();
} finally {
  await workbench.close();
  await provider.close();
}

async function generate(): Promise<void> {
  const { editor } = workbench;
  const { code } = readRecordings().find(({ instruction }) => instruction.includes('URL slug')) ?? { code: '' };
  provider.reply(answer(code, { firstMs: 400, chunksPerSecond: 300 }));
  await editor.open('slug.ts', { line: 4, character: 10 });
  await editor.press('ControlOrMeta+Alt+g');
  await until(
    'the row above the code',
    async () => (await editor.codeLenses()).flat(),
    (titles) => titles.includes('Accept'),
  );
  await picture('generate');
  await editor.press('ControlOrMeta+Alt+y');
}

async function inline(): Promise<void> {
  const { editor, page } = workbench;
  provider.reply(answer('or (const reading of readings) {\n    total += reading.celsius;\n  }'));
  await editor.open('average.ts', { line: 5, character: 2 });
  await editor.type('f');
  await until(
    'ghost text',
    () => editor.ghostText(),
    (text) => text !== '',
  );
  await picture('inline');
  await page.keyboard.press('Escape');
}

async function chat(): Promise<void> {
  await workbench.editor.open('slug.ts', { line: 4, character: 10 });
  provider.reply(
    answer(
      'It keeps only **whole words** that fit into `longestSlug` characters; a first word that is too long by itself is cut.\n\nTo make the limit an argument:\n\n```ts slug.ts\nexport function slugify(title: string, longest = longestSlug): string {\n  // ... existing code ...\n}\n```\n',
      { firstMs: 500 },
    ),
  );
  await workbench.run('Parlance: Open Chat');
  const input = workbench.webview().getByRole('textbox', { name: 'Message' });
  await input.fill('What happens to titles that are too long?');
  await input.press('Enter');
  await workbench.webview().getByText('deepseek-v3.2 · $').first().waitFor();
  await picture('chat');
}

async function usage(): Promise<void> {
  await workbench.run('View: Toggle Primary Side Bar Visibility');
  await workbench.run('Parlance: Show Usage and Cost');
  await report().getByRole('heading', { name: 'Usage and Cost' }).waitFor();
  await picture('usage');
}

async function health(): Promise<void> {
  await workbench.run('Parlance: Show Health');
  await report().getByRole('heading', { name: 'Health' }).waitFor();
  await picture('health');
}

/** The report that was opened last. */
function report() {
  return workbench.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
}

async function picture(name: string): Promise<void> {
  await workbench.screenshot(join(repository, 'media/screenshots', `${name}.png`));
  console.log(`media/screenshots/${name}.png`);
}

function sampleFiles(): Record<string, string> {
  const folder = join(repository, 'sample/workspace');
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  const average = [
    'interface Reading {\n  celsius: number;\n}\nexport function average(readings: readonly Reading[]): number {',
    '  let total = 0;',
    '  ',
    '  return readings.length === 0 ? 0 : total / readings.length;',
    '}',
    '',
  ];
  return { ...Object.fromEntries(files), 'average.ts': average.join('\n') };
}
