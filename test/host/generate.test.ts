import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Position, Selection, commands, extensions, window, workspace } from 'vscode';
import { answer, chatChunk, failure, stream, type Step } from '../fakes/reply.ts';
import { changed, closeAll, configure, generate, lensTitles, open, type, withProvider } from './support.ts';

const source = '// the sum of numbers█\nexport const x = 1;\n';
const before = source.replace('█', '');
const code = 'export function sum(numbers: number[]): number {\n  return numbers.reduce((a, b) => a + b, 0);\n}';
const generated = `// the sum of numbers\n${code}\n\nexport const x = 1;\n`;

/** An answer that stays open after its text. */
const unfinished = (text: string, ...last: readonly Step[]) => stream([chatChunk({ content: text }), ...last]);

describe('Generate from Comment', () => {
  const provider = withProvider();
  afterEach(closeAll);

  it('puts clean code below the comment, as one undo step, with its cost on show', async () => {
    provider.current.reply(answer(`Sure! Here it is:\n\n\`\`\`ts\n${code}\n\`\`\`\n\nEnjoy!`));
    const editor = await open(source);
    await generate();
    assert.equal(editor.document.getText(), generated);
    const titles = await lensTitles(editor);
    assert.deepEqual(titles.slice(0, 3), ['$(check) Accept', '$(discard) Reject', '$(refresh) Try Again']);
    assert.match(titles[3] ?? '', /^deepseek-v3\.2 · \d+\.\d s · \d+ tokens · \$0\.0000\d+$/);
    await commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
    assert.deepEqual(await lensTitles(editor), []);
  });

  it('answers the same request from the cache, at no cost, and asks anew on Try Again', async () => {
    const requests = provider.current.requests.length;
    const editor = await open(source);
    await generate();
    assert.equal(editor.document.getText(), generated);
    assert.match((await lensTitles(editor))[3] ?? '', /from the cache · \$0, saved/);
    assert.equal(provider.current.requests.length, requests);
    provider.current.reply(answer('const b = 2;'));
    await commands.executeCommand('parlance.regenerateEdit');
    assert.equal(editor.document.getText(), '// the sum of numbers\nconst b = 2;\n\nexport const x = 1;\n');
    assert.equal(provider.current.requests.length, requests + 1);
  });

  it('brings back every byte on Reject', async () => {
    provider.current.reply(answer('const a = 1;'));
    const editor = await open('function f() {\r\n\t// one█\r\n\tthrow new Error("not implemented");\r\n}\r\n');
    await generate();
    assert.equal(editor.document.getText(), 'function f() {\r\n\t// one\r\n\tconst a = 1;\r\n}\r\n');
    await commands.executeCommand('parlance.rejectEdit');
    assert.equal(
      editor.document.getText(),
      'function f() {\r\n\t// one\r\n\tthrow new Error("not implemented");\r\n}\r\n',
    );
    assert.deepEqual(await lensTitles(editor), []);
  });

  it('keeps the code and takes the row away on Accept', async () => {
    provider.current.reply(answer('const a = 1;'));
    const editor = await open('// accept█\n');
    await generate();
    await commands.executeCommand('parlance.acceptEdit');
    assert.equal(editor.document.getText(), '// accept\nconst a = 1;\n');
    assert.deepEqual(await lensTitles(editor), []);
  });

  it('takes the row away on a save that the user asks for', async () => {
    provider.current.reply(answer('const a = 1;'));
    const folder = await mkdtemp(join(tmpdir(), 'parlance-save-'));
    const path = join(folder, 'save.ts');
    await writeFile(path, '// save\n');
    const editor = await window.showTextDocument(await workspace.openTextDocument(path));
    await generate();
    assert.equal((await lensTitles(editor)).length, 4);
    await commands.executeCommand('workbench.action.files.save');
    assert.deepEqual(await lensTitles(editor), []);
    assert.equal(await readFile(path, 'utf8'), '// save\nconst a = 1;\n');
    await closeAll();
    await rm(folder, { recursive: true });
  });

  it('takes the row away when the user edits the code', async () => {
    provider.current.reply(answer('const a = 1;'));
    const editor = await open('// edit█\n');
    await generate();
    await type(editor, () => new Position(1, 6), 'b');
    assert.deepEqual(await lensTitles(editor), []);
    await commands.executeCommand('parlance.rejectEdit');
    assert.equal(editor.document.getText(), '// edit\nconst ba = 1;\n');
  });

  it('leaves the document as it was when cancelled in the middle, and closes the connection', async () => {
    provider.current.reply(unfinished('const a = 1;\nconst b = 2;\n', { hang: true }));
    const editor = await open('// cancel█\nconst after = 1;\n');
    const generating = generate();
    await changed(editor.document, (text) => text.includes('const b'));
    assert.match((await lensTitles(editor)).join(), /is writing.*Cancel/);
    await commands.executeCommand('parlance.cancel');
    await generating;
    assert.equal(editor.document.getText(), '// cancel\nconst after = 1;\n');
    assert.equal(await provider.current.requests.at(-1)?.isClosedEarly, true);
  });

  it('leaves the document as it was after an error before the first line', async () => {
    provider.current.reply(failure(401, { message: 'Incorrect API key' }));
    const editor = await open('// error█\n');
    await generate();
    assert.equal(editor.document.getText(), '// error\n');
    assert.equal(editor.document.version, 1);
    assert.deepEqual(await lensTitles(editor), []);
  });

  it('keeps what came before a later error, and says so', async () => {
    provider.current.reply(unfinished('const a = 1;\nconst b', { reset: true }));
    const editor = await open('// half█\n');
    await generate();
    assert.equal(editor.document.getText(), '// half\nconst a = 1;\nconst b\n');
    const titles = await lensTitles(editor);
    assert.match(titles[0] ?? '', /^\$\(warning\) Incomplete: The connection to 127\.0\.0\.1:\d+ failed/);
    assert.deepEqual(titles.slice(1, 4), ['$(check) Accept', '$(discard) Reject', '$(refresh) Try Again']);
    await commands.executeCommand('parlance.rejectEdit');
    assert.equal(editor.document.getText(), '// half\n');
  });

  it('says so when the answer holds no code', async () => {
    provider.current.reply(answer('Sorry, I cannot help with that.'));
    const editor = await open('// refuse█\n');
    await generate();
    assert.equal(editor.document.getText(), '// refuse\n');
    assert.deepEqual(await lensTitles(editor), []);
  });

  it('stays in its place while the user types above', async () => {
    provider.current.reply(
      stream([
        chatChunk({ content: 'const a = 1;\n' }),
        { waitMs: 150 },
        chatChunk({ content: 'const b = 2;\n' }),
        chatChunk({}, 'stop'),
      ]),
    );
    const editor = await open('top\n// typed█\nend\n');
    const generating = generate();
    await changed(editor.document, (text) => text.includes('const a'));
    await type(editor, () => new Position(0, 0), 'new\n');
    await generating;
    assert.equal(editor.document.getText(), 'new\ntop\n// typed\nconst a = 1;\nconst b = 2;\n\nend\n');
    await commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'new\ntop\n// typed\nend\n');
  });

  it('ends where the user types inside, and keeps what is there', async () => {
    provider.current.reply(unfinished('const a = 1;\nconst b = 2;\n', { hang: true }));
    const editor = await open('// inside█\n');
    const generating = generate();
    await changed(editor.document, (text) => text.includes('const b'));
    await type(editor, () => new Position(1, 5), 'X');
    await generating;
    assert.equal(editor.document.getText(), '// inside\nconstX a = 1;\nconst b = 2;\n');
    assert.equal(await provider.current.requests.at(-1)?.isClosedEarly, true);
  });

  it('writes two answers into one file at once, and refuses a second one at the same place', async () => {
    const editor = await open('// one█\nconst x = 1;\n// two\nconst y = 2;\n');
    provider.current.when(({ body }) => {
      const asked = JSON.stringify(body).match(/\\n\\n(one|two)"/)?.[1];
      return asked ? answer(`const ${asked} = 0;\nconst ${asked}More = 0;`, { betweenMs: 15 }) : undefined;
    });
    const requests = provider.current.requests.length;
    const first = generate();
    await provider.current.received(requests + 1);
    await generate();
    assert.equal(provider.current.requests.length, requests + 1);
    const at = editor.document.getText().split('\n').indexOf('// two');
    editor.selection = new Selection(at, 3, at, 3);
    await Promise.all([first, generate()]);
    assert.equal(
      editor.document.getText(),
      '// one\nconst one = 0;\nconst oneMore = 0;\n\nconst x = 1;\n// two\nconst two = 0;\nconst twoMore = 0;\n\nconst y = 2;\n',
    );
  });

  it('sends the open editors along, but no secrets, and puts those back into the answer', async () => {
    await open('export function formatPrice(amount: number): string { return `$${amount}`; }\n');
    const key = 'sk-proj-Ab12Cd34Ef56Gh78Ij90Kl12Mn34Op56Qr78St90';
    const editor = await open(`const apiKey = "${key}";\n// call formatPrice with the apiKey█\n`);
    provider.current.when(({ body }) => {
      const placeholder = /PARLANCE_SECRET_\d+/.exec(JSON.stringify(body))?.[0];
      return placeholder ? answer(`formatPrice("${placeholder}");`, { chunkLength: 3 }) : undefined;
    });
    await generate();
    const sent = JSON.stringify(provider.current.requests.at(-1)?.body);
    assert.match(sent, /export function formatPrice/);
    assert.ok(!sent.includes(key));
    assert.match(editor.document.getText(), new RegExp(`formatPrice\\("${key}"\\);`));
  });

  it('takes the strategy that fits the request', async () => {
    provider.current.reply(answer('a'), answer('b'));
    await open('// fix this█\n');
    await generate();
    await open('// design an api for a system of payments█\n');
    await generate();
    const limits = provider.current.requests.slice(-2).map(({ body }) => [body['max_tokens'], body['temperature']]);
    assert.deepEqual(limits, [
      [512, 0.1],
      [4096, 0.3],
    ]);
  });

  it('shows an unknown price as unknown', async () => {
    await configure({ models: [{ id: 'deepseek-v3.2' }], model: 'nobody-knows' });
    provider.current.reply(answer('a'));
    const editor = await open('// unknown price█\n');
    await generate();
    // Servers on this machine cost nothing, whatever the model.
    assert.match((await lensTitles(editor))[3] ?? '', /nobody-knows · .* · \$0$/);
    await configure({ model: undefined });
  });

  it('has a handler for every command of the manifest', async () => {
    const all = await commands.getCommands(true);
    const { contributes } = extensions.getExtension('parlance.parlance')!.packageJSON as {
      contributes: { commands: { command: string }[]; configuration: { properties: object } };
    };
    for (const { command } of contributes.commands) assert.ok(all.includes(command), command);
    assert.ok(workspace.getConfiguration('parlance').has('model'));
  });
});
