/**
 * Stands in for VS Code's executable where there is no desktop: takes the arguments that @vscode/test-electron gives,
 * runs VS Code's server with a headless browser as its window, and exits as VS Code does.
 */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from './browser.ts';
import { installVsCode } from './installation.ts';
import { openProfile, type Profile } from './profile.ts';
import { startServer } from './server.ts';
import { TestOutput } from './testOutput.ts';
import { workbenchUrl } from './workbenchUrl.ts';

const { values, positionals } = parseArgs({
  strict: false, // the arguments that mean something to a desktop only
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});

process.exitCode = await run(
  String(values.extensionDevelopmentPath),
  String(values.extensionTestsPath),
  String(values['user-data-dir']),
);

async function run(extension: string, tests: string, userData: string): Promise<number> {
  const profile = openProfile(userData);
  useSettingsOfDesktop(profile);
  const vscode = await installVsCode();
  const output = await TestOutput.listen();
  const server = await startServer({ vscode, profile, env: { ...process.env, ...output.env }, isDriven: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const ended = new Promise<number>((resolve) => {
      // The workbench calls it when the tests' run() has settled.
      void page.exposeFunction('codeAutomationExit', resolve);
      page.once('crash', () => resolve(output.fail('The window of VS Code crashed.')));
      output.onSilence = (text) => resolve(output.fail(`${text}\n${server.log()}`));
    });
    await page.goto(workbenchUrl({ port: server.port, workspace: positionals[0], extension, tests }));
    return await ended;
  } finally {
    await browser.close();
    await server.stop();
    await output.close();
  }
}

/** A desktop has one file of settings; in the server's remote window some are read from the user's, some from the machine's. */
function useSettingsOfDesktop({ folder }: Profile): void {
  const settings = join(folder, 'User/settings.json');
  if (!existsSync(settings)) return;
  for (const place of ['User', 'Machine']) {
    mkdirSync(join(folder, 'data', place), { recursive: true });
    copyFileSync(settings, join(folder, 'data', place, 'settings.json'));
  }
}
