import assert from 'node:assert/strict';
import { builtInSyntax, syntaxFromConfiguration } from '../../../../../src/core/generation/comment/commentSyntax.ts';
import { findComment } from '../../../../../src/core/generation/comment/findComment.ts';

/** `█` is the cursor. Expected: the instruction, `''` for an empty comment, null for none. */
function check(languageId: string, drawing: string, expected: string | null): void {
  const cursor = drawing.indexOf('█');
  for (const eol of ['\n', '\r\n']) {
    const text = drawing.replace('█', '').replaceAll('\n', eol);
    const at = drawing.slice(0, cursor).replaceAll('\n', eol).length;
    const found = findComment(text, at, builtInSyntax(languageId));
    const said = found.kind === 'found' ? found.comment.instruction : found.kind === 'empty' ? '' : null;
    assert.equal(said?.replaceAll('\r\n', '\n') ?? null, expected, drawing);
  }
}

describe('findComment', () => {
  const cases: readonly (readonly [languageId: string, drawing: string, expected: string | null])[] = [
    ['typescript', '// ask█', 'ask'],
    ['typescript', '// a█sk\ncode()', 'ask'],
    ['typescript', '█// ask', 'ask'],
    ['typescript', '  █  // ask', 'ask'],
    ['typescript', '// ask\n█', 'ask'],
    ['typescript', '// ask\n  █\ncode()', 'ask'],
    ['typescript', '// ask\n\n█\ncode()', 'ask'],
    ['typescript', '// ask\ncode()\n█', null],
    ['typescript', 'code() // ask█', 'ask'],
    ['typescript', 'co█de() // ask', 'ask'],
    ['typescript', '// one\n// two█\n// three', 'one\ntwo\nthree'],
    ['typescript', '// other\n\n// ask█', 'ask'],
    ['typescript', 'x // trailing\n// ask█', 'ask'],
    ['typescript', '// outer\n  // ask█', 'ask'],
    ['typescript', '/// ask█', 'ask'],
    ['typescript', '// TODO: ask█', 'ask'],
    ['typescript', '// TODO(me) ask█', 'ask'],
    ['typescript', '// ------\n// ask█\n// ------', 'ask'],
    ['typescript', '/* ask█ */', 'ask'],
    ['typescript', '/*\n * one\n *   two█\n */', 'one\n  two'],
    ['typescript', '/**\n * Asks.\n * @param a what█\n */\n█'.replace(/█$/, ''), 'Asks.\n@param a what'],
    ['typescript', '/** ask */█\nfunction f() {}', 'ask'],
    ['typescript', '/* ask█', 'ask'],
    ['typescript', '//█', ''],
    ['typescript', '/* █ */', ''],
    ['typescript', 'const url = "http://x█";', null],
    ['typescript', "const s = '// no█';", null],
    ['typescript', 'const s = `\n// no█\n`;', null],
    ['typescript', 'const s = "it\'s"; // ask█', 'ask'],
    ['typescript', '{/* ask█ */}', 'ask'],
    ['python', '# ask█', 'ask'],
    ['python', '#!/usr/bin/env python█', null],
    ['python', 'x = "# no█"', null],
    ['python', 'def f():\n    """ask█"""', 'ask'],
    ['python', 'def f():\n    """\n    one\n      two█\n    """', 'one\n  two'],
    ['python', 'x = """\nno█\n"""', null],
    ['python', "x = '#'  # ask█", 'ask'],
    ['ruby', '# ask█', 'ask'],
    ['shellscript', 'echo $# █', null],
    ['shellscript', "echo 'a\n# no█\n'", null],
    ['sql', '-- ask█', 'ask'],
    ['sql', "select '--no█'", null],
    ['sql', '/* ask█ */', 'ask'],
    ['lua', '--[[ ask█ ]]', 'ask'],
    ['haskell', '{- ask█ -}', 'ask'],
    ['haskell', "x' = '\"' -- ask█", 'ask'],
    ['haskell', '-- | ask█', 'ask'],
    ['clojure', ';; ask█', 'ask'],
    ['ini', '; ask█', 'ask'],
    ['latex', '% ask█', 'ask'],
    ['latex', '50\\% no█', null],
    ['erlang', '%% ask█', 'ask'],
    ['vb', "' ask█", 'ask'],
    ['vb', 'x = "it\'s no█"', null],
    ['bat', 'rem ask█', 'ask'],
    ['html', '<!-- ask█ -->', 'ask'],
    ['html', '<script>\n  // ask█\n</script>', 'ask'],
    ['html', "<p>don't</p> <!-- ask█ -->", 'ask'],
    ['css', '/* ask█ */', 'ask'],
    ['ocaml', '(* ask█ *)', 'ask'],
    ['fsharp', '// ask█', 'ask'],
    ['rust', "fn f<'a>(x: &'a str) {} // ask█", 'ask'],
    ['rust', '//! ask█', 'ask'],
    ['go', '// Ask█ does.', 'Ask does.'],
    ['php', '<?php\n# ask█', 'ask'],
    ['powershell', '<# ask█ #>', 'ask'],
    ['julia', '#= ask█ =#', 'ask'],
    ['fortran', '! ask█', 'ask'],
    ['unheard-of', '# ask█', 'ask'],
    ['typescript', 'code()\n█', null],
    ['typescript', '█', null],
    ['typescript', '// 计算平均值█', '计算平均值'],
  ];
  for (const [languageId, drawing, expected] of cases) {
    it(`${languageId}: ${JSON.stringify(drawing)} → ${JSON.stringify(expected)}`, () =>
      check(languageId, drawing, expected));
  }
});

describe('syntaxFromConfiguration', () => {
  it("takes VS Code's own word and keeps the built-in strings", () => {
    const syntax = syntaxFromConfiguration('typescript', {
      comments: { lineComment: '//', blockComment: ['/*', '*/'] },
    });
    assert.deepEqual(syntax, builtInSyntax('typescript'));
  });

  it('knows languages that the built-in table does not', () => {
    const syntax = syntaxFromConfiguration('brainwave', {
      comments: { lineComment: { comment: '@@' }, blockComment: ['<|', '|>'] },
    });
    assert.deepEqual(syntax?.line, ['@@']);
    assert.deepEqual(syntax?.block, [{ open: '<|', close: '|>' }]);
  });

  it('says nothing where there is nothing', () => {
    for (const configuration of [{}, null, { comments: {} }, { comments: { lineComment: 3, blockComment: 'x' } }]) {
      assert.equal(syntaxFromConfiguration('x', configuration), undefined);
    }
  });
});
