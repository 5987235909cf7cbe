import assert from 'node:assert/strict';
import { traitsOf } from '../../../../src/core/completion/languages.ts';
import { closersOf, scan } from '../../../../src/core/completion/lexical.ts';

/** Language, text, what is open at its end, what its end is inside of. */
const states: readonly (readonly [string, string, string, string])[] = [
  ['typescript', 'f(a, [b', '([', 'code'],
  ['typescript', 'f(a, [b])', '', 'code'],
  ['typescript', `f("(", ')'`, '(', 'code'],
  ['typescript', 'f("(', '(', '"'],
  ['typescript', 'f("(\ng(', '((', 'code'],
  ['typescript', 'const s = `a ${b(', '$(', 'code'],
  ['typescript', 'const s = `a ${b}', '', '`'],
  ['typescript', 'const s = `a\n(', '', '`'],
  ['typescript', 'a // (', '', 'lineComment'],
  ['typescript', 'a // (\n', '', 'code'],
  ['typescript', 'a /* (\n(', '', 'comment'],
  ['typescript', 'a /* ( */ (', '(', 'code'],
  ['typescript', 'if (/[(]/.test(x)) {', '{', 'code'],
  ['typescript', 'const half = n / 2; f(', '(', 'code'],
  ['typescript', `'it\\'s (' + (`, '(', 'code'],
  ['python', 'f("""(\n(', '(', '"""'],
  ['python', "# don't (", '', 'lineComment'],
  ['python', '{"a": [', '{[', 'code'],
  ['rust', "fn f<'a>(x: &'a str, c: char) { c == '('", '{', 'code'],
  ['haskell', "go x' (", '(', 'code'],
  ['haskell', '-- (\nf (', '(', 'code'],
  ['go', '`raw ( \n(`+(', '(', 'code'],
  ['shellscript', 'if [ $# -gt (', '[(', 'code'],
  ['shellscript', 'echo # (', '', 'lineComment'],
  ['sql', "SELECT 'it''s (' -- (\n, (", '(', 'code'],
  ['lua', '--[[ (\n]] (', '(', 'code'],
  ['html', `<p title="(">it's (`, '(', 'code'],
  ['html', '<!-- (\n', '', 'comment'],
  ['markdown', `it's (a "b`, '(', 'code'],
  ['clojure', "(defn f [x] '(", '((', 'code'],
  ['css', 'a { /* { */', '{', 'code'],
  ['php', '# {\n// {\n{', '{', 'code'],
];

describe('scan', () => {
  for (const [language, text, open, inside] of states) {
    it(`${language}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(scan(text, traitsOf(language)).end, { open, inside });
    });
  }

  const strays: readonly (readonly [string, string, string, string])[] = [
    // Text, open before, inside before, strays.
    ['a), b)', '', 'code', '))'],
    ['f(a), b)', '', 'code', ')'],
    ['a", b)', '', '"', '")'],
    ['a" + "b")', '', '"', '")'],
    ['base}/users`;', '$', 'code', '}`'],
    ['})', '', 'code', '})'],
    ['a ${b} c`', '', '`', '`'],
  ];
  for (const [text, open, inside, expected] of strays) {
    it(`finds what ${JSON.stringify(text)} closes and has not opened`, () => {
      const found = scan(text, traitsOf('typescript'), { open, inside }).strays;
      assert.equal(found.map(({ character }) => character).join(''), expected);
    });
  }

  it('names the closers of all that is open, innermost first', () => {
    assert.equal(closersOf(scan('f({ a: ["b', traitsOf('typescript')).end), '"]})');
    assert.equal(closersOf(scan('f(`${a(', traitsOf('typescript')).end), ')})');
  });

  it('tells the state at the end of each line', () => {
    const { lineEnds } = scan('f(\n  a,\n);\n', traitsOf('typescript'));
    assert.deepEqual(
      lineEnds.map(({ open }) => open),
      ['(', '(', '', ''],
    );
  });
});
