/** `npm run test:host [-- --grep TEXT]`: the tests of test/host inside VS Code's extension host, in one launch. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { bundleHostTests } from './bundleHostTests.ts';
import { findDesktop } from './vscode/desktop.ts';
import { testEnvironment } from './vscode/environment.ts';
import { repository } from './vscode/installation.ts';
import { createTemporaryProfile, removeProfile } from './vscode/profile.ts';
import { quietSettings } from './vscode/quietSettings.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { grep: { type: 'string', short: 'g', default: '' } } });
  const extensionTestsPath = await bundleHostTests();
  const desktop = await findDesktop();
  const profile = createTemporaryProfile();
  const workspace = join(profile.folder, 'workspace');
  for (const folder of [workspace, join(profile.folder, 'User')]) mkdirSync(folder);
  writeFileSync(join(profile.folder, 'User/settings.json'), JSON.stringify(quietSettings));
  const launchArgs = [workspace, `--user-data-dir=${profile.folder}`, `--extensions-dir=${profile.extensions}`];
  try {
    return await runTests({
      // Without a desktop, Node runs our launcher, which takes the same arguments.
      vscodeExecutablePath: desktop ?? process.execPath,
      launchArgs: desktop ? launchArgs : [join(import.meta.dirname, 'vscode/launcher.ts'), ...launchArgs],
      extensionDevelopmentPath: repository,
      extensionTestsPath,
      extensionTestsEnv: testEnvironment({
        MOCHA_GREP: values.grep,
        FORCE_COLOR: process.env['FORCE_COLOR'] ?? (process.stdout.isTTY ? '1' : '0'),
      }),
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    removeProfile(profile);
  }
}
