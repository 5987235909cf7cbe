import assert from 'node:assert/strict';
import { EndOfLine, Position, Selection, commands, window, type TextDocument } from 'vscode';
import { closeAll, open, type } from './support.ts';
import { StreamingEdit } from '../../src/vscode/review/streamingEdit.ts';

function streamAt(document: TextDocument, marker: string, replaced = ''): StreamingEdit {
  const start = document.getText().indexOf(marker) + marker.length;
  assert.equal(document.getText().slice(start, start + replaced.length), replaced);
  return new StreamingEdit(document, { start, end: start + replaced.length });
}

const before = 'above\n// ask\nbelow\n';

describe('StreamingEdit', () => {
  afterEach(closeAll);

  it('writes what streams in, as one undo step', async () => {
    const editor = await open(before);
    const stream = streamAt(editor.document, '// ask');
    for (const text of ['\none', '\ntwo', '\nthree']) {
      stream.append(text);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await stream.finish();
    assert.equal(editor.document.getText(), 'above\n// ask\none\ntwo\nthree\nbelow\n');
    await commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
    await commands.executeCommand('redo');
    assert.equal(editor.document.getText(), 'above\n// ask\none\ntwo\nthree\nbelow\n');
    stream.dispose();
  });

  it('leaves the cursor where it is, at the end of the comment', async () => {
    const editor = await open(before);
    editor.selection = new Selection(1, 6, 1, 6);
    const stream = streamAt(editor.document, '// ask');
    stream.append('\none');
    stream.append('\ntwo');
    await stream.finish();
    assert.deepEqual(editor.selection.active, new Position(1, 6));
    assert.ok(editor.selection.isEmpty);
    stream.dispose();
  });

  it('stays in its place while the user types above and below, and is still one undo step', async () => {
    const editor = await open(before);
    const stream = streamAt(editor.document, '// ask');
    stream.append('\none');
    await stream.finish();
    await type(editor, () => new Position(0, 0), 'typed ');
    stream.append('\ntwo');
    await type(editor, () => new Position(editor.document.lineCount - 1, 0), 'end');
    stream.append('\nthree');
    await stream.finish();
    assert.equal(editor.document.getText(), 'typed above\n// ask\none\ntwo\nthree\nbelow\nend');
    await commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'typed above\n// ask\nbelow\nend');
    stream.dispose();
  });

  it('replaces a stub with the first text and brings it back', async () => {
    const editor = await open('def f():\n    # ask\n    pass\n');
    const stream = streamAt(editor.document, '# ask', '\n    pass');
    assert.equal(editor.document.getText(), 'def f():\n    # ask\n    pass\n');
    stream.append('\n    return 1');
    await stream.finish();
    assert.equal(editor.document.getText(), 'def f():\n    # ask\n    return 1\n');
    await stream.revert();
    assert.equal(editor.document.getText(), 'def f():\n    # ask\n    pass\n');
    stream.dispose();
  });

  it('keeps CRLF', async () => {
    const editor = await open('a\r\n// ask\r\nb\r\n');
    assert.equal(editor.document.eol, EndOfLine.CRLF);
    const stream = streamAt(editor.document, '// ask');
    stream.append('\r\none\r\ntwo');
    stream.append('\r\nthree');
    await stream.finish();
    assert.equal(editor.document.getText(), 'a\r\n// ask\r\none\r\ntwo\r\nthree\r\nb\r\n');
    await stream.revert();
    assert.equal(editor.document.getText(), 'a\r\n// ask\r\nb\r\n');
    stream.dispose();
  });

  it('ends when the user types inside, and keeps what is there', async () => {
    const editor = await open(before);
    const stream = streamAt(editor.document, '// ask');
    let disturbed = 0;
    stream.onDidDisturb(() => disturbed++, undefined, []);
    stream.append('\none\ntwo');
    await stream.finish();
    await type(editor, () => new Position(2, 1), 'X');
    assert.equal(disturbed, 1);
    stream.append('\nthree');
    await stream.finish();
    await stream.revert();
    assert.equal(editor.document.getText(), 'above\n// ask\noXne\ntwo\nbelow\n');
    stream.dispose();
  });

  it('goes on in a document that no editor shows, as one undo step', async () => {
    const editor = await open(before);
    const { document } = editor;
    const stream = streamAt(document, '// ask');
    stream.append('\none');
    await stream.finish();
    await open('another');
    stream.append('\ntwo');
    await stream.finish();
    stream.append('\nthree');
    await stream.finish();
    assert.equal(document.getText(), 'above\n// ask\none\ntwo\nthree\nbelow\n');
    await window.showTextDocument(document);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    stream.dispose();
  });

  it('loses nothing when the user types at the same time', async () => {
    const editor = await open(before);
    const stream = streamAt(editor.document, '// ask');
    const lines = Array.from({ length: 200 }, (_, index) => `\nline ${index}`);
    const typing = (async () => {
      for (const letter of 'hello world') {
        await type(editor, () => new Position(0, 0), letter);
      }
    })();
    for (const line of lines) {
      stream.append(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all([typing, stream.finish()]);
    await stream.finish();
    const reversed = 'hello world'.split('').toReversed().join('');
    assert.equal(editor.document.getText(), `${reversed}above\n// ask${lines.join('')}\nbelow\n`);
    await commands.executeCommand('undo');
    assert.equal(editor.document.getText(), `${reversed}above\n// ask\nbelow\n`);
    stream.dispose();
  });
});
