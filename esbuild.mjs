// Builds every bundle: `node esbuild.mjs [--watch] [--production]`.
import { build, context, transform } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const filesIn = (folder, extension) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(extension))
        .map((name) => join(folder, name))
    : [];

/** `#lazy/x` stays a file of its own beside the main bundle, so activation neither reads nor parses it. */
const lazyBundles = {
  name: 'lazy-bundles',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^#lazy\// }, ({ path }) => ({ path: `./${path.slice('#lazy/'.length)}.cjs`, external: true })),
};

/** Speaks the format of the problem matcher in .vscode/tasks.json. */
const problemMatcher = {
  name: 'problem-matcher',
  setup({ onStart, onEnd }) {
    onStart(() => console.log('[watch] build started'));
    onEnd(({ errors }) => {
      for (const { text, location } of errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log('[watch] build finished');
    });
  },
};

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: true,
  logLevel: watch ? 'silent' : 'warning',
  plugins: [lazyBundles, ...(watch ? [problemMatcher] : [])],
};

/** Node bundles are CommonJS: the measured faster form in the extension host (docs/architecture.md). */
const node = (entry, outfile) => ({
  ...common,
  entryPoints: [entry],
  outfile,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
});

/** `import('#lazy/x')` becomes a deferred require: ESM loading costs 55 ms in the extension host. */
const requires = { 'dynamic-import': false };
const ownCode = (entry, outfile) => ({ ...node(entry, outfile), supported: requires });

/**
 * Our own code with a file for each `import()`, so that activation reads only what it needs. esbuild splits ES modules
 * alone: they are split first, and each piece is then made CommonJS.
 */
const split = (entry) => ({
  ...common,
  entryPoints: [entry],
  outdir: 'dist',
  platform: 'node',
  format: 'esm',
  splitting: true,
  target: 'node22',
  external: ['vscode'],
  // jsonc-parser's main is UMD, which no bundler can see through.
  mainFields: ['module', 'main'],
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  outExtension: { '.js': '.cjs' },
  sourcemap: production ? false : 'inline',
  write: false,
  plugins: [...common.plugins, piecesToCommonJs],
});

const piecesToCommonJs = {
  name: 'pieces-to-commonjs',
  setup: ({ onEnd }) =>
    onEnd(async ({ outputFiles, metafile }) => {
      for (const { path, text } of outputFiles ?? []) {
        const { code, map } = await transform(text, {
          format: 'cjs',
          platform: 'node',
          target: 'node22',
          minify: production,
          sourcemap: production ? false : 'external',
          sourcefile: basename(path),
          supported: requires,
        });
        writeFileSync(path, production ? code : `${code}//# sourceMappingURL=${basename(path)}.map\n`);
        if (!production) writeFileSync(`${path}.map`, map);
      }
      if (metafile) writeFileSync('dist/meta/extension.cjs.json', JSON.stringify(metafile));
    }),
};

const browser = (entry, outfile) => ({
  ...common,
  entryPoints: [entry],
  outfile,
  platform: 'browser',
  format: 'iife',
  target: 'chrome120',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.svg': 'text' },
});

/** The syntax engine and the grammars that src/core/completion/syntax/grammars.ts names. */
const wasmFiles = ['', '-typescript', '-tsx', '-javascript', '-python', '-go', '-rust', '-java', '-php'].map(
  (grammar) => `tree-sitter${grammar}.wasm`,
);

const bundles = [
  split('src/extension.ts'),
  ...filesIn('src/lazy', '.ts').map((file) => node(file, `dist/${basename(file, '.ts')}.cjs`)),
  ...filesIn('src/workers', 'Worker.ts').map((file) => ownCode(file, `dist/${basename(file, '.ts')}.cjs`)),
  ...filesIn('src/webview', '.tsx').map((file) => browser(file, `dist/webview/${basename(file, '.tsx')}.js`)),
];

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/meta', { recursive: true });
mkdirSync('dist/grammars');
for (const file of wasmFiles)
  copyFileSync(`node_modules/@vscode/tree-sitter-wasm/wasm/${file}`, `dist/grammars/${file}`);
if (watch) {
  for (const bundle of bundles) await (await context(bundle)).watch();
} else {
  for (const bundle of bundles) {
    const { metafile } = await build(bundle);
    if (bundle.outfile) writeFileSync(`dist/meta/${basename(bundle.outfile)}.json`, JSON.stringify(metafile));
  }
}
