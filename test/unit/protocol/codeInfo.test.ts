import assert from 'node:assert/strict';
import { parseCodeInfo, type CodeInfo } from '../../../src/protocol/codeInfo.ts';

const cases: readonly (readonly [string, CodeInfo])[] = [
  ['', { language: '' }],
  ['ts', { language: 'ts' }],
  ['TypeScript', { language: 'typescript' }],
  ['typescript src/main.ts', { language: 'typescript', path: 'src/main.ts' }],
  ['typescript src/special+chars.ts[123]', { language: 'typescript', path: 'src/special+chars.ts[123]' }],
  ['test.js', { language: 'js', path: 'test.js' }],
  ['js test.js (19-25)', { language: 'js', path: 'test.js', lines: { first: 19, last: 25 } }],
  ['js src/a.js#L19-L25', { language: 'js', path: 'src/a.js', lines: { first: 19, last: 25 } }],
  ['js src/a.js:19-25', { language: 'js', path: 'src/a.js', lines: { first: 19, last: 25 } }],
  ['ts:src/a.ts', { language: 'ts', path: 'src/a.ts' }],
  ['ts title="src/my file.ts"', { language: 'ts', path: 'src/my file.ts' }],
  ["ts filename='a.ts'", { language: 'ts', path: 'a.ts' }],
  ['ts {1,3-5} src/a.ts', { language: 'ts', path: 'src/a.ts' }],
  ['python ./lib/x.py', { language: 'python', path: 'lib/x.py' }],
  ['csharp src\\A\\B.cs', { language: 'csharp', path: 'src/A/B.cs' }],
  ['Dockerfile', { language: 'dockerfile', path: 'Dockerfile' }],
  ['c++', { language: 'c++' }],
  ['objective-c', { language: 'objective-c' }],
  ['ts twoslash', { language: 'ts' }],
  ['https://evil.example/a.ts', { language: 'ts', path: 'https://evil.example/a.ts' }],
];

describe('parseCodeInfo', () => {
  for (const [info, expected] of cases) {
    it(`reads “${info}”`, () => assert.deepEqual(parseCodeInfo(info), expected));
  }
});
