import { spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** True while a process of that id exists. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ends a child that was started with `detached`, and all that it started: politely, then after a second for good. */
export async function endTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  signalTree(child.pid, 'SIGTERM');
  const timer = setTimeout(() => child.pid && signalTree(child.pid, 'SIGKILL'), 1000);
  await exited;
  clearTimeout(timer);
  signalTree(child.pid, 'SIGKILL');
}

/** Ends the child and its descendants as a power failure would. */
export async function killTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  signalTree(child.pid, 'SIGKILL');
  await exited;
}

/** Ends the child's tree with this process, in whatever way that ends. Returns what takes this back. */
export function endWithThisProcess(child: ChildProcess): () => void {
  exitOnSignals();
  const kill = () => child.pid && signalTree(child.pid, 'SIGKILL');
  process.once('exit', kill);
  return () => process.off('exit', kill);
}

/** By default a signal ends Node without an `exit` event, and so without a chance to clean up. */
function exitOnSignals(): void {
  for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(code));
  }
}

function signalTree(pid: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
