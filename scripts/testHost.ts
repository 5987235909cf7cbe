/** `npm run test:host [-- --grep TEXT]`: the tests of test/host inside VS Code's extension host, in one launch. */
import { parseArgs } from 'node:util';
import { bundleHostTests } from './bundleHostTests.ts';
import { runInHost } from './runInHost.ts';

const { values } = parseArgs({ options: { grep: { type: 'string', short: 'g', default: '' } } });
process.exitCode = await runInHost(await bundleHostTests(), {
  MOCHA_GREP: values.grep,
  FORCE_COLOR: process.env['FORCE_COLOR'] ?? (process.stdout.isTTY ? '1' : '0'),
});
