import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { hasDisplay } from '../vscode/desktop.ts';
import { installVsCode, repository } from '../vscode/installation.ts';
import type { Profile } from '../vscode/profile.ts';
import { linkExtension, startServer } from '../vscode/server.ts';
import { workbenchUrl } from '../vscode/workbenchUrl.ts';

/** Serves VS Code on loopback, shows it in the user's browser, and waits until the server ends. */
export async function openInBrowser(profile: Profile, workspace: string): Promise<void> {
  const vscode = await installVsCode();
  linkExtension(profile, repository, 'parlance.parlance-0.0.0');
  const token = randomUUID();
  const server = await startServer({ vscode, profile, env: process.env, token });
  const openFile = join(workspace, 'slug.ts');
  const url = workbenchUrl({ port: server.port, workspace, openFile, token });
  console.log(`\n  VS Code runs at ${url}\n\n  Ctrl+C ends it.\n`);
  if (hasDisplay()) showInBrowser(url);
  await server.ended;
}

/** Where this fails, the user has the address. */
function showInBrowser(url: string): void {
  const [file, ...args] = openers[process.platform] ?? ['xdg-open'];
  spawn(file, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
