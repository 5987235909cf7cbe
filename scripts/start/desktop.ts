import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withoutAnotherVsCode } from '../vscode/environment.ts';
import { repository } from '../vscode/installation.ts';
import { endWithThisProcess } from '../vscode/processes.ts';
import type { Profile } from '../vscode/profile.ts';

/** The VS Code that the variable VSCODE names, else the `code` on the PATH. */
export function findInstalledVsCode(env: NodeJS.ProcessEnv): string | undefined {
  const named = env['VSCODE'];
  if (named) {
    if (!existsSync(named)) throw new Error(`VSCODE names ${named}, which does not exist. Correct it or unset it.`);
    return named;
  }
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** Opens an Extension Development Host with a profile of its own, and waits until its window is closed. */
export async function openDesktop(vscode: string, profile: Profile, workspace: string): Promise<void> {
  const args = [
    '--new-window',
    '--wait',
    `--user-data-dir=${profile.folder}`,
    `--extensions-dir=${profile.extensions}`,
    `--extensionDevelopmentPath=${repository}`,
    workspace,
  ];
  const needsShell = vscode.endsWith('.cmd');
  const quoted = (text: string) => (needsShell ? `"${text}"` : text);
  const child = spawn(quoted(vscode), args.map(quoted), {
    stdio: 'inherit',
    shell: needsShell,
    env: withoutAnotherVsCode(process.env),
    detached: process.platform !== 'win32',
  });
  const forget = endWithThisProcess(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  forget();
  if (code !== 0) throw new Error(`${vscode} ended with ${code}. “npm start -- --browser” does without it.`);
}
