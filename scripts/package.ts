/** `npm run package`: parlance.vsix, from the production build that is in dist. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { thirdPartyNotices } from './thirdPartyNotices.ts';
import { repository } from './vscode/installation.ts';

writeFileSync(join(repository, 'ThirdPartyNotices.txt'), thirdPartyNotices());
await createVSIX({
  cwd: repository,
  packagePath: join(repository, 'parlance.vsix'),
  dependencies: false, // all of them are in the bundles
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
