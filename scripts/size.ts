/** `npm run size`: what is in the bundles of the last package, against the budget. Fails over it. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { elements, field, stringField } from '../src/core/base/json.ts';
import { packageOf } from './thirdPartyNotices.ts';
import { repository } from './vscode/installation.ts';

/** The budget of issue 2. */
const budgetBytes = { activation: 120_000, vsix: 3_000_000 };
/** Parts that are smaller are summed up. */
const smallestPartBytes = 10_000;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`.padStart(12);
const bytesOf = (file: string) => statSync(join(repository, file)).size;

interface Output {
  readonly path: string;
  /** Part, a package or a folder of ours, to its bytes before the last minification. */
  readonly parts: ReadonlyMap<string, number>;
  /** Bundles that it loads with itself. */
  readonly imports: readonly string[];
}

const outputs = globSync('dist/meta/*.json', { cwd: repository }).flatMap(readOutputs);
for (const { path, parts } of outputs) {
  console.log(`${kilobytes(bytesOf(path))}  ${path}`);
  for (const [part, bytes] of largest(parts)) console.log(`${kilobytes(bytes)}      ${part}`);
}
for (const file of globSync('dist/grammars/*', { cwd: repository }))
  console.log(`${kilobytes(bytesOf(file))}  ${file}`);

const activation = [...loadedBy('dist/extension.cjs')].reduce((sum, path) => sum + bytesOf(path), 0);
const vsix = bytesOf('parlance.vsix');
console.log();
report('what loads at activation', activation, budgetBytes.activation);
report('parlance.vsix', vsix, budgetBytes.vsix);

function report(what: string, bytes: number, budget: number): void {
  const isOver = bytes > budget;
  console.log(`${kilobytes(bytes)} of ${kilobytes(budget).trim()}  ${what}${isOver ? ': over the budget' : ''}`);
  if (isOver) process.exitCode = 1;
}

function readOutputs(file: string): Output[] {
  const listed = field(JSON.parse(readFileSync(join(repository, file), 'utf8')), 'outputs') ?? {};
  return Object.entries(listed)
    .filter(([path]) => /\.c?js$/.test(basename(path)))
    .map(([path, output]) => ({
      path,
      parts: partsOf(field(output, 'inputs') ?? {}),
      imports: (elements(field(output, 'imports')) ?? [])
        .filter((each) => stringField(each, 'kind') === 'import-statement' && field(each, 'external') !== true)
        .map((each) => stringField(each, 'path') ?? ''),
    }));
}

function partsOf(inputs: object): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const [path, input] of Object.entries(inputs)) {
    const part = packageOf(path) ?? /^src\/(?:core\/)?[^/]+/.exec(path)?.[0] ?? path;
    parts.set(part, (parts.get(part) ?? 0) + Number(field(input, 'bytesInOutput')));
  }
  return parts;
}

function largest(parts: ReadonlyMap<string, number>): [string, number][] {
  const sorted = [...parts].sort(([, a], [, b]) => b - a);
  const large = sorted.filter(([, bytes]) => bytes >= smallestPartBytes);
  const rest = sorted.slice(large.length).reduce((sum, [, bytes]) => sum + bytes, 0);
  return large.length > 0 && rest > 0 ? [...large, ['others', rest]] : large;
}

function loadedBy(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const imported of outputs.find((output) => output.path === path)?.imports ?? []) loadedBy(imported, seen);
  return seen;
}
