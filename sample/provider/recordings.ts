import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A comment of the sample workspace and the code that answers it. */
export interface Recording {
  readonly instruction: string;
  readonly code: string;
}

const folder = join(import.meta.dirname, 'recordings');

/** Reads all recordings: Markdown files with the instruction as heading and the code in a fence. */
export function readRecordings(): readonly Recording[] {
  return readdirSync(folder).map((name) => parse(name, readFileSync(join(folder, name), 'utf8')));
}

function parse(name: string, text: string): Recording {
  const [, instruction, code] = /^# (.+)\n\n```\w+\n([^]*\n)```\n$/.exec(text) ?? [];
  if (instruction === undefined || code === undefined)
    throw new Error(`recordings/${name} is not one heading, one fence.`);
  return { instruction, code };
}
