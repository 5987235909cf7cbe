import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { findDesktop } from './vscode/desktop.ts';
import { testEnvironment } from './vscode/environment.ts';
import { repository } from './vscode/installation.ts';
import { createTemporaryProfile, removeProfile } from './vscode/profile.ts';
import { quietSettings } from './vscode/quietSettings.ts';

/**
 * Calls `run` of a bundle inside the extension host of a clean VS Code, with Parlance beside it.
 * @returns the exit code
 */
export async function runInHost(extensionTestsPath: string, env: NodeJS.ProcessEnv): Promise<number> {
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
      extensionTestsEnv: testEnvironment(env),
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    removeProfile(profile);
  }
}
