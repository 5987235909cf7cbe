import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';
import type { Profile, SettingValues } from '../vscode/profile.ts';
import { quietSettings } from '../vscode/quietSettings.ts';

/** Where a desktop, a server's user and a server's machine have their settings. */
const places = ['User', 'data/User', 'data/Machine'];

/** Writes the provider's settings; the others stay as the user has left them. */
export function saveTrialSettings({ folder }: Profile, provider: SettingValues): void {
  for (const place of places) {
    const file = join(folder, place, 'settings.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ ...quietSettings, ...read(file), ...provider }, null, 2)}\n`);
  }
}

function read(file: string): SettingValues {
  if (!existsSync(file)) return {};
  const settings: unknown = parse(readFileSync(file, 'utf8'));
  return typeof settings === 'object' && settings !== null ? { ...settings } : {};
}
