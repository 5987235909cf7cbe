/**
 * `npm start [-- --browser --sample --fresh --folder PATH]`: Parlance in a VS Code of its own, with a sample workspace.
 * `--browser` passes over an installed VS Code, `--sample` over keys and local servers; `--fresh` forgets what earlier
 * trials have changed; `--folder` keeps settings and workspace elsewhere.
 */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openInBrowser } from './start/browserWindow.ts';
import { chooseProvider, chooseSample } from './start/chooseProvider.ts';
import { findInstalledVsCode, openDesktop } from './start/desktop.ts';
import { saveTrialSettings } from './start/trialSettings.ts';
import { repository } from './vscode/installation.ts';
import { openProfile } from './vscode/profile.ts';

const { values } = parseArgs({
  options: {
    browser: { type: 'boolean' },
    sample: { type: 'boolean' },
    fresh: { type: 'boolean' },
    folder: { type: 'string', default: join(repository, '.vscode-test/start') },
  },
});
const { folder } = values;
const workspace = join(folder, 'sample');

if (values.fresh) rmSync(folder, { recursive: true, force: true });

const profile = openProfile(folder);
if (!existsSync(workspace)) cpSync(join(repository, 'sample/workspace'), workspace, { recursive: true });

const provider = values.sample ? await chooseSample() : await chooseProvider(process.env);
console.log(`Parlance uses ${provider.reason}`);
try {
  const desktop = values.browser ? undefined : findInstalledVsCode(process.env);
  saveTrialSettings(profile, provider.settings);
  if (desktop) await openDesktop(desktop, profile, workspace);
  else await openInBrowser(profile, workspace);
} finally {
  provider.stop();
}
