// How well secrets are told from code: `node bench/contextSecrets.ts [folder…]`. Leaks: planted secrets, made anew in many
// ways. False alarms: what is found in the sources of the installed packages (or in the folders given), nearly all of it
// examples of keys and passwords; look at the list before calling one false.
import { readFileSync } from 'node:fs';
import { findSecretsInLine } from '../src/core/context/secrets/secretPatterns.ts';
import { Redactor } from '../src/core/context/secrets/redactor.ts';
import { makeSecret, plantedSecrets, seededRandom } from '../test/support/plantedSecrets.ts';
import { sourceFiles } from './contextSupport.ts';

const seeds = 50;
const listed = 40;

function leaked(text: string, secret: string): boolean {
  const lines = secret.split(/\n|\\n/).map((line) => line.replaceAll(/^[\s"+]+|[\s"+]+$/g, ''));
  return lines.some((line) => line.length > 3 && text.includes(line.slice(0, Math.ceil(line.length / 2))));
}

function measureLeaks() {
  const missed: string[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const random = seededRandom(seed);
    for (const { around, shape } of plantedSecrets) {
      const secret = makeSecret(shape, random);
      const text = around.replace('{}', () => secret);
      if (leaked(new Redactor().redactNow(text).text, secret)) missed.push(text);
    }
  }
  const planted = seeds * plantedSecrets.length;
  console.table({
    secrets: { planted, missed: missed.length, '%': Number(((100 * missed.length) / planted).toFixed(3)) },
  });
  for (const text of missed.slice(0, listed)) console.log(`  missed: ${text.replaceAll('\n', '⏎')}`);
}

function measureFalseAlarms(folders: readonly string[]) {
  const extensions = /\.([cm]?[jt]sx?|py|go|rs|rb|java|php|cs|[ch]|cc|cpp|css|html|json|md|ya?ml|sh)$/;
  const limits = { minBytes: 200, maxBytes: 400_000 };
  const files =
    folders.length > 0
      ? folders.flatMap((from) => sourceFiles(extensions, { ...limits, from }))
      : sourceFiles(extensions, limits);
  const alarms = new Map<string, string>();
  let lines = 0;
  let characters = 0;
  let ms = 0;
  for (const path of files) {
    const text = readFileSync(path, 'utf8').split('\n');
    const startMs = performance.now();
    const findings = text.map(findSecretsInLine);
    ms += performance.now() - startMs;
    findings.forEach((found, line) => {
      for (const { start, end } of found) alarms.set(text[line]!.slice(start, end), text[line]!.trim());
    });
    lines += text.length;
    characters += text.join('\n').length;
  }
  console.table({
    code: {
      files: files.length,
      lines,
      'distinct alarms': alarms.size,
      'per 100,000 lines': Number(((1e5 * alarms.size) / lines).toFixed(2)),
      'ms per 32 KB': Number(((ms * 32_768) / characters).toFixed(2)),
    },
  });
  for (const [secret, line] of [...alarms].slice(0, listed))
    console.log(`  ${secret.slice(0, 60)}   in   ${line.slice(0, 100)}`);
}

measureLeaks();
measureFalseAlarms(process.argv.slice(2));
