import { existsSync } from 'node:fs';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { vsCodeVersion } from './installation.ts';

/** The desktop VS Code that the user names, else a downloaded one where it could show itself, else none. */
export async function findDesktop(): Promise<string | undefined> {
  const named = process.env['VSCODE'];
  if (named && !existsSync(named)) throw new Error(`VSCODE names ${named}, which does not exist.`);
  return named || (hasDisplay() ? await download() : undefined);
}

export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

async function download(): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({ version: vsCodeVersion, timeout: 10_000 });
  } catch (error) {
    console.log(`No desktop VS Code could be downloaded (${String(error)}), so its server runs instead.`);
    return undefined;
  }
}
