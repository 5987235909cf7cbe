import assert from 'node:assert/strict';
import { silentLog } from '../../../../../src/core/base/log.ts';
import { Grammars } from '../../../../../src/core/completion/syntax/grammars.ts';
import { installedGrammars } from '../../../../support/grammars.ts';

describe('Grammars', () => {
  it('has none until it is loaded, and loads it when it is first asked for', async () => {
    const grammars = installedGrammars();
    assert.equal(grammars.of('go'), undefined);
    await grammars.load('go');
    const sort = grammars.of('go')?.parse('package main', (root) => root.type);
    assert.equal(sort, 'source_file');
  });

  it('has none for other languages', () => {
    assert.equal(installedGrammars().of('cobol'), undefined);
  });

  it('does without one that cannot be loaded, and says so once', async () => {
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => errors.push(message) };
    const grammars = new Grammars(() => Promise.reject(new Error('no such file')), log);
    await grammars.load('go');
    for (let call = 0; call < 3; call++) assert.equal(grammars.of('go'), undefined);
    assert.deepEqual(errors, ['The grammar for go could not be loaded; blocks are told by their indentation.']);
  });
});
