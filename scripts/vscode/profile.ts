import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SettingValues = Readonly<Record<string, unknown>>;

/**
 * In a remote window, which every window of the server is, VS Code reads settings of scope `machine` only from the
 * machine's file, and application settings only from the user's. `both` spares the choice where it does not matter.
 */
export interface ProfileSettings {
  readonly both?: SettingValues;
  readonly user?: SettingValues;
  readonly machine?: SettingValues;
}

/** All that a VS Code of ours remembers: settings, extensions, state, and the browser's storage. */
export interface Profile {
  readonly folder: string;
  readonly extensions: string;
  readonly browser: string;
  /** Sockets and the like; on the short side, for a socket's path may have some 100 characters. */
  readonly temporary: string;
  /** Chosen at the first start and kept, for the browser's storage belongs to the port. */
  port: number;
}

/** Opens the profile in `folder`, made where it is missing. */
export function openProfile(folder: string): Profile {
  const profile = {
    folder,
    extensions: join(folder, 'extensions'),
    browser: join(folder, 'browser'),
    temporary: join(folder, 'tmp'),
    port: 0,
  };
  for (const each of [profile.extensions, profile.browser, profile.temporary]) mkdirSync(each, { recursive: true });
  return profile;
}

export function createTemporaryProfile(): Profile {
  const base = process.platform === 'darwin' ? '/tmp' : tmpdir(); // macOS's own is too long for sockets
  return openProfile(mkdtempSync(join(base, 'parlance-')));
}

export function removeProfile({ folder }: Profile): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

export function writeSettings({ folder }: Profile, { both, user, machine }: ProfileSettings): void {
  for (const [place, own] of [
    ['User', user],
    ['Machine', machine],
  ] as const) {
    const data = join(folder, 'data', place);
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'settings.json'), `${JSON.stringify({ ...both, ...own }, null, 2)}\n`);
  }
}
