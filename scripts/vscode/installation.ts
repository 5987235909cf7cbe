import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { isRunning } from './processes.ts';

export const vsCodeVersion = '1.139.1';
/** Carries that VS Code: the workbench, the server and the built-in extensions. Wants Node 24. */
const codeServer = 'code-server@4.139.1';

export const repository = join(import.meta.dirname, '../..');
const installations = join(repository, '.vscode-test');

/**
 * The folder of VS Code's server, installed from the npm registry if it is not there yet.
 * It appears under its name only when complete, so an interrupted installation is simply done again.
 */
export async function installVsCode(): Promise<string> {
  const name = codeServer.replace('@', '-');
  const finished = join(installations, name);
  if (existsSync(finished)) return vscode(finished);

  removeAbandoned(name);
  const unfinished = join(installations, `${name}.unfinished-${process.pid}`);
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
  const startMs = performance.now();
  console.log(`Installing VS Code ${vsCodeVersion} (${codeServer}) from the npm registry into .vscode-test, once.`);
  await step('1/3 server', unfinished, codeServer);
  await step('2/3 its modules', vscode(unfinished));
  await step("3/3 its extensions' modules", join(vscode(unfinished), 'extensions'));
  await putLogger(vscode(unfinished));
  put(unfinished, finished);
  console.log(`VS Code is installed, after ${Math.round((performance.now() - startMs) / 1000)} s.`);
  return vscode(finished);
}

const vscode = (root: string) => join(root, 'node_modules/code-server/lib/vscode');

/** Another process may have been faster: its installation is as good as ours. */
function put(unfinished: string, finished: string): void {
  if (!existsSync(finished)) renameSync(unfinished, finished);
  rmSync(unfinished, { recursive: true, force: true });
}

/** Clears what interrupted processes have left. */
function removeAbandoned(name: string): void {
  if (!existsSync(installations)) return;
  for (const entry of readdirSync(installations)) {
    const [, pid] = entry.split(`${name}.unfinished-`);
    if (pid && !isRunning(Number(pid))) rmSync(join(installations, entry), { recursive: true, force: true });
  }
}

/** The install scripts would compile native modules (terminal, Kerberos, file logs); VS Code runs without them. */
async function step(title: string, folder: string, ...packages: readonly string[]): Promise<void> {
  console.log(`  ${title} …`);
  const options = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
  const npm = npmCommand();
  const child = spawn(npm.file, [...npm.args, 'install', ...options, ...packages], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: npm.needsShell,
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm could not install VS Code (${title}); its message stands above. Run it again.`);
}

async function putLogger(installed: string): Promise<void> {
  const outfile = join(installed, 'node_modules/@vscode/spdlog/index.js');
  const entryPoints = [join(import.meta.dirname, 'spdlog.ts')];
  await build({ entryPoints, outfile, allowOverwrite: true, bundle: true, platform: 'node', format: 'cjs' });
}

/** The npm that runs us, else the one on the PATH. */
function npmCommand(): { file: string; args: string[]; needsShell: boolean } {
  const running = process.env['npm_execpath'];
  if (running?.endsWith('.js')) return { file: process.execPath, args: [running], needsShell: false };
  return { file: 'npm', args: [], needsShell: process.platform === 'win32' };
}
