import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chooseAnswer, introduction } from '../../../sample/provider/chooseAnswer.ts';
import { readRecordings } from '../../../sample/provider/recordings.ts';
import { sampleModel, startSampleProvider } from '../../../sample/provider/sampleProvider.ts';
import { cursorMark } from '../../../src/core/completion/prompt/marks.ts';

const workspace = new URL('../../../sample/workspace/', import.meta.url);
const recordings = readRecordings();

/** Without the markers that comments have at the beginnings of lines. */
const words = (text: string) => text.replaceAll(/^\s*(?:\/\/|--|#|"""|<!--)?\s*/gm, '').replaceAll(/\s+/g, ' ');
const suggest = (before: string) => chooseAnswer(['', `code\n${before}${cursorMark}`], recordings);

describe('the sample provider', () => {
  it('has a recording for exactly the comments of the sample workspace', () => {
    const files = readdirSync(workspace).filter((name) => !/\.(md|csv)$/.test(name));
    const asked = files.map((name) => words(readFileSync(new URL(name, workspace), 'utf8')));
    const found = asked.map((file) => recordings.find(({ instruction }) => file.includes(instruction))?.instruction);
    assert.deepEqual(new Set(found), new Set(recordings.map(({ instruction }) => instruction)));
    assert.equal(recordings.length, files.length);
  });

  it('has recorded programs that run', () => {
    const { code } = recordings.find(({ instruction }) => instruction.includes('URL slug'))!;
    const program = readFileSync(new URL('slug.ts', workspace), 'utf8').replace('{\n}', `{\n${code}}`);
    const options = { input: program, encoding: 'utf8' } as const;
    const output = execFileSync(process.execPath, ['--input-type=module-typescript', '-'], options);
    assert.equal(output, 'creme-brulee-the-10-minute-version\n');
  });

  it('goes on with a recorded program of which a line is begun, and suggests nothing else', () => {
    assert.match(suggest('  let sl'), /^ug = '';\n {2}for \(const word/);
    assert.equal(suggest('const unheardOf'), '');
    assert.equal(suggest('  '), '');
  });

  it('answers anything else by saying what it is and how to set a key', () => {
    assert.equal(chooseAnswer(['Write a poem'], recordings), introduction);
    assert.match(introduction, /not a model[^]*Parlance: Set API Key/);
  });

  it('streams as a provider does, with usage at the end', async () => {
    const provider = await startSampleProvider();
    try {
      const body = JSON.stringify({ model: sampleModel, messages: [{ role: 'user', content: `x = 1${cursorMark}` }] });
      const response = await fetch(`${provider.baseUrl}/chat/completions`, { method: 'POST', body });
      const events = (await response.text()).split('\n\n').filter(Boolean);
      assert.match(events.at(-2) ?? '', /"usage":\{"prompt_tokens":4,"completion_tokens":0\}/);
      assert.equal(events.at(-1), 'data: [DONE]');
    } finally {
      provider.stop();
    }
  });
});
