import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { field, stringField } from '../src/core/base/json.ts';
import { repository } from './vscode/installation.ts';

/** Shipped as files, and so in no bundle's list. */
const copied = ['@vscode/tree-sitter-wasm', '@vscode/codicons'];

/** Names, versions and licences of all packages that are in the bundles of the last production build. */
export function thirdPartyNotices(): string {
  const packages = [...new Set([...bundled(), ...copied])].sort();
  return ['Parlance contains software of others, under the following licences.\n', ...packages.map(notice)].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

function bundled(): readonly string[] {
  return globSync('dist/meta/*.json', { cwd: repository }).flatMap((file) => {
    const inputs = field(JSON.parse(readFileSync(join(repository, file), 'utf8')), 'inputs') ?? {};
    return Object.keys(inputs).flatMap((path) => packageOf(path) ?? []);
  });
}

/** The package whose folder `path` is in; nested installations have paths of their own. */
export function packageOf(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}

function notice(name: string): string {
  const folder = join(repository, 'node_modules', name);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const [file] = globSync(['LICEN[CS]E*', 'licen[cs]e*', 'COPYING*'], { cwd: folder });
  const licence = stringField(manifest, 'license') ?? 'see below';
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  return `${name} ${stringField(manifest, 'version')} (${licence})\n${text}`;
}
