import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Runs inside the extension host: all bundled test files in one go. `MOCHA_GREP` narrows them down. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const flush = redirectConsole();
  const grep = process.env['MOCHA_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    timeout: 20_000,
    forbidOnly: Boolean(process.env['CI']),
    ...(grep && { grep }),
  });
  const bundles = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  for (const name of bundles.filter((each) => each.endsWith('.test.cjs'))) mocha.addFile(join(__dirname, name));
  const { failures, tests } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats ?? assert.fail('Mocha counted nothing.')));
  });
  await flush();
  assert(tests > 0, 'No host test ran.');
  if (failures > 0) throw new Error(`${failures} host tests failed.`);
}

/** Under our launcher, prints to the terminal directly; a desktop VS Code forwards the console itself. */
function redirectConsole(): () => Promise<void> {
  const port = process.env['PARLANCE_TEST_OUTPUT'];
  if (!port) return () => Promise.resolve();
  const terminal = connect(Number(port), '127.0.0.1');
  const print = (...values: unknown[]) => void terminal.write(`${format(...values)}\n`);
  Object.assign(console, { log: print, info: print, warn: print, error: print });
  Object.assign(Mocha.reporters.Base, { consoleLog: print }); // it has remembered the console as it was
  return () => new Promise((resolve) => terminal.end(resolve));
}
