import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './environment.ts';
import { endTree, endWithThisProcess, killTree } from './processes.ts';
import type { Profile } from './profile.ts';

export interface Server {
  readonly port: number;
  /** Fulfilled when the server is gone, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Ends the server and every process it started. */
  readonly stop: () => Promise<void>;
  /** The same without a word of warning. */
  readonly kill: () => Promise<void>;
  /** What it printed last, for messages about its end. */
  readonly log: () => string;
}

export interface ServerOptions {
  /** From `installVsCode`. */
  readonly vscode: string;
  readonly profile: Profile;
  /** The whole environment of the extension host. */
  readonly env: NodeJS.ProcessEnv;
  /** Only browsers that know it are served. Without it, every process of this machine is. */
  readonly token?: string;
  /** Whether windows may load extensions and tests from paths in their address. */
  readonly isDriven?: boolean;
}

/** Starts VS Code's server on a free loopback port. Ending this process, in whatever way, ends the server. */
export async function startServer({ vscode, profile, env, token, isDriven = false }: ServerOptions): Promise<Server> {
  const args = [
    '--host=127.0.0.1',
    `--port=${profile.port}`,
    token === undefined ? '--without-connection-token' : `--connection-token=${token}`,
    // The workbench takes no tests without it. With it, it shows no notifications.
    ...(isDriven ? ['--enable-smoke-test-driver'] : []),
    '--enable-remote-auto-shutdown', // five minutes after the last window, should nobody stop it
    ...commonArguments(profile),
  ];
  const child = spawn(process.execPath, [join(vscode, 'out/server-main.js'), ...args], {
    env: environmentOf(profile, env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // a process group of its own, to be ended as one
  });
  const ended = once(child, 'exit');
  const forget = endWithThisProcess(child);
  const log = lastLines(child);
  const port = await listeningPort(child, log);
  profile.port = port;
  const stop = async () => {
    await endTree(child);
    forget();
  };
  const kill = async () => {
    await killTree(child);
    forget();
  };
  return { port, ended, stop, kill, log };
}

/** Makes the extension in `folder` one of the profile's, with whatever `folder` holds when a window opens. */
export function linkExtension({ extensions }: Profile, folder: string, id: string): void {
  const link = join(extensions, id);
  rmSync(link, { force: true });
  symlinkSync(folder, link, 'junction'); // the kind that Windows allows everyone
}

/** Installs a packed extension as `code --install-extension` does. */
export function installExtension({ vscode, profile, env }: ServerOptions, vsix: string): void {
  const args = ['--install-extension', vsix, '--force', ...commonArguments(profile)];
  execFileSync(process.execPath, [join(vscode, 'out/server-main.js'), ...args], {
    env: environmentOf(profile, env),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const commonArguments = ({ folder, extensions }: Profile) => [
  '--accept-server-license-terms',
  '--telemetry-level=off',
  `--server-data-dir=${folder}`,
  `--extensions-dir=${extensions}`,
];

function listeningPort(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`VS Code's server ended with ${code}.\n${log()}`)));
    child.stdout?.on('data', () => {
      const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
      if (port) resolve(Number(port));
    });
  });
}

function lastLines(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => (text = (text + piece).slice(-20_000)));
  }
  return () => text;
}
