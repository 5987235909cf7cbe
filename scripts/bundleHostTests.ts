import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { repository } from './vscode/installation.ts';

/** `#lazy/x` is the bundle that the built extension has beside it. */
const builtLazyBundles: Plugin = {
  name: 'built-lazy-bundles',
  setup: (bundler) =>
    bundler.onResolve({ filter: /^#lazy\// }, ({ path }) => ({
      path: join(repository, 'dist', `${path.slice('#lazy/'.length)}.cjs`),
      external: true,
    })),
};

/** Bundles each file of test/host on its own; returns the bundle whose `run` runs them all. */
export function bundleHostTests(): Promise<string> {
  return bundleForHost(['test/host/run.ts', ...globSync('test/host/**/*.test.ts', { cwd: repository })], 'test/host');
}

/** Bundles files for the extension host; returns the bundle of `run.ts`, which is one of them. */
export async function bundleForHost(entryPoints: string[], outbase: string): Promise<string> {
  const outdir = join(repository, '.vscode-test', outbase.replace('/', '-'));
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints,
    absWorkingDir: repository,
    outdir,
    outbase,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    supported: { 'dynamic-import': false },
    plugins: [builtLazyBundles],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'run.cjs');
}
