// What activation takes beside an extension that does nothing, as VS Code itself counts it: `npm run bench:activation`.
import { until } from '../test/ui/support/until.ts';
import { Workbench } from '../test/ui/support/workbench.ts';
import { bareExtension } from './support/bareExtension.ts';

const starts = 9;
const empty = bareExtension('empty', 'exports.activate = () => undefined;\n');

const times = { parlance: [] as number[], empty: [] as number[] };
for (let start = 0; start < starts; start++) {
  const workbench = await Workbench.open({ extensions: { 'parlance-bench.empty': empty.folder } });
  try {
    // The list draws what is in view.
    await workbench.page.setViewportSize({ width: 1280, height: 2_000 });
    await workbench.run('Developer: Show Running Extensions');
    times.parlance.push(await activationMs(workbench, 'Parlance'));
    times.empty.push(await activationMs(workbench, 'empty'));
  } finally {
    await workbench.close();
  }
}
empty.remove();
const [own, least] = [median(times.parlance), median(times.empty)];
console.table({
  'activation, ms': { Parlance: own, 'an empty extension': least, ratio: (own / least).toFixed(1), 'to reach': '≤ 2' },
});

/** As the editor of running extensions shows it, in whole milliseconds: loading the code and calling `activate`. */
async function activationMs({ page }: Workbench, name: string): Promise<number> {
  const row = page.locator('.monaco-list-row', { hasText: /Activation: \d/ }).filter({ hasText: name });
  const words = await until(
    `the activation time of ${name}`,
    async () => ((await row.count()) > 0 ? row.first().innerText() : ''),
    (text) => /\d+ ?ms/.test(text),
  );
  return Number(/(\d+) ?ms/.exec(words)?.[1]);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
