// How near the token counts are: `node bench/contextTokens.ts`. The sum over lines, and tokenx's estimate, against the
// count of the whole text, over the sources of the installed packages.
import { readFileSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { estimateTokenCount } from 'tokenx';
import { silentLog } from '../src/core/base/log.ts';
import { TokenCounter } from '../src/core/context/tokens/tokenCounter.ts';
import { tokenizerIn } from '../src/vscode/workers/tokenizerWorkerPort.ts';
import { sourceFiles } from './contextSupport.ts';

const every = sourceFiles(/\.([cm]?[jt]sx?|css|html|json|md|py|c|h|ya?ml)$/, { minBytes: 1_000, maxBytes: 200_000 });
const texts = every
  .filter((_, index) => index % Math.ceil(every.length / 500) === 0)
  .map((path) => readFileSync(path, 'utf8').slice(0, 20_000));
const counter = new TokenCounter(tokenizerIn(new URL('../src/workers/tokenizerWorker.ts', import.meta.url)), silentLog);
const asPlainText = { disallowedSpecial: new Set<string>() };

const sums: number[] = [];
const estimates: number[] = [];
for (const text of texts) {
  const whole = countTokens(text, asPlainText);
  sums.push((await counter.count(text)) / whole - 1);
  estimates.push(estimateTokenCount(text) / whole - 1);
}
counter.dispose();

const percent = (share: number) => Number((100 * share).toFixed(2));
const row = (errors: readonly number[]) => {
  const sizes = errors.map(Math.abs).toSorted((a, b) => a - b);
  return {
    files: errors.length,
    'mean error %': percent(sizes.reduce((sum, size) => sum + size, 0) / sizes.length),
    'p95 %': percent(sizes[Math.floor(0.95 * sizes.length)]!),
    'lowest %': percent(Math.min(...errors)),
    'highest %': percent(Math.max(...errors)),
  };
};
console.table({ 'sum over lines': row(sums), 'estimate before the tokenizer is up': row(estimates) });
