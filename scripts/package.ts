/** `npm run package [-- --out FILE]`: parlance.vsix, from the build that is in dist. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { thirdPartyNotices } from './thirdPartyNotices.ts';
import { repository } from './vscode/installation.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: join(repository, 'parlance.vsix') } } });
writeFileSync(join(repository, 'ThirdPartyNotices.txt'), thirdPartyNotices());
await createVSIX({
  cwd: repository,
  packagePath: values.out,
  dependencies: false, // all of them are in the bundles
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
