import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Grammars } from '../../src/core/completion/syntax/grammars.ts';
import { silentLog } from '../../src/core/base/log.ts';

const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));

/** The grammars as the extension has them, from where they are installed. */
export function installedGrammars(): Grammars {
  return new Grammars((file) => readFile(join(folder, `${file}.wasm`)), silentLog);
}
