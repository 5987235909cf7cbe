import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BareExtension {
  readonly folder: string;
  readonly remove: () => void;
}

/** An extension to measure beside ours. @param code of its only file, a CommonJS module */
export function bareExtension(name: string, code: string): BareExtension {
  const folder = mkdtempSync(join(tmpdir(), `parlance-${name}-`));
  const manifest = {
    name,
    publisher: 'parlance-bench',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    activationEvents: ['onStartupFinished'],
    main: './main.cjs',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.cjs'), code);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
