/** `npm run bench:generate`: Generate from Comment inside VS Code's extension host, with the provider out here. */
import { answer } from '../test/fakes/reply.ts';
import { startFakeProvider } from '../test/fakes/fakeProvider.ts';
import { bundleForHost } from './bundleHostTests.ts';
import { runInHost } from './runInHost.ts';

const longAnswer = Array.from({ length: 2_000 }, (_, line) => `const v${line} = ${line};`).join('\n');

const provider = await startFakeProvider();
provider.when(({ body }) =>
  JSON.stringify(body['messages']).includes('a long answer')
    ? answer(longAnswer, { chunksPerSecond: 1_000 })
    : answer('export const answer = 42;', { firstMs: 20 }),
);
try {
  const run = await bundleForHost(['bench/host/run.ts'], 'bench/host');
  process.exitCode = await runInHost(run, { PARLANCE_BENCH_PROVIDER: provider.baseUrl });
} finally {
  await provider.close();
}
