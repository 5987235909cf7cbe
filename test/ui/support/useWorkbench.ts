import { join } from 'node:path';
import { repository } from '../../../scripts/vscode/installation.ts';
import { Workbench, type WorkbenchOptions } from './workbench.ts';

/**
 * Gives a suite its own VS Code: opened before its tests, tidied after each, closed at the end.
 * A failed test leaves a picture in test-results/.
 */
export function useWorkbench(options: WorkbenchOptions | (() => WorkbenchOptions) = {}): () => Workbench {
  let workbench: Workbench | undefined;
  const current = () => {
    if (!workbench) throw new Error('The workbench is there only while tests run.');
    return workbench;
  };

  before('open VS Code', async function () {
    this.timeout(120_000); // a busy machine, an installation of VS Code
    workbench = await Workbench.open(typeof options === 'function' ? options() : options);
  });

  afterEach('take a picture of a failure, tidy up', async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') {
      const path = join(repository, 'test-results', `${test.fullTitle().replaceAll(/[^\w-]+/g, ' ')}.png`);
      await current().screenshot(path);
      console.log(`      picture: ${path}`);
    }
    await current().tidy();
  });

  after('close VS Code', async () => {
    await workbench?.close();
    workbench = undefined;
  });

  return current;
}
