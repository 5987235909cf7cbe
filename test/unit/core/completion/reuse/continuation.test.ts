import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  agrees,
  continuationSince,
  remainderOf,
  type Anchor,
  type Continuation,
} from '../../../../../src/core/completion/reuse/continuation.ts';
import { surroundingsOf } from '../../../../../src/core/completion/surroundings.ts';
import { spotFrom } from '../../../../support/cursorNotation.ts';

function anchorAt(code: string): Anchor {
  const spot = spotFrom(code);
  return { uri: spot.document.uri, ...surroundingsOf(spot) };
}

function since(before: string, now: string): Continuation | undefined {
  return continuationSince(anchorAt(before), spotFrom(now));
}

const typed = (text: string): Continuation => ({ kind: 'typed', text });

describe('continuationSince', () => {
  const cases: readonly (readonly [string, string, string, Continuation | undefined])[] = [
    ['nothing', 'a█\nb', 'a█\nb', typed('')],
    ['keys', 'const █', 'const abc█', typed('abc')],
    ['lines', 'if (a) {█}\nb', 'if (a) {\n  c;\n  d█}\nb', typed('\n  c;\n  d')],
    ['a bracket that the editor closed', 'x = █;', 'x = f(█);', typed('f(')],
    ['a bracket and a quote that the editor closed', 'x = █', `x = f("█")`, typed('f("')],
    ['a bracket typed over', 'x = █', 'x = f()█', typed('f()')],
    ['a tag that the editor closed', 'x = █', 'x = <b>█</b>', typed('<b>')],
    ['Enter between braces', 'function f() █', 'function f() {\n  █\n}', typed('{\n  ')],
    ['Enter between braces that were there', 'f(() => {█})\ng()', 'f(() => {\n  █\n})\ng()', typed('\n  ')],
    ['backspace', 'const abc█\nd', 'const a█\nd', { kind: 'deleted', text: 'bc' }],
    ['another text before', 'const a█', 'let a█', undefined],
    ['another line above', 'x\ny█', 'z\ny█', undefined],
    ['another line below', 'a█\nb', 'a█\nc', undefined],
    ['text behind that nobody has closed', 'a█', 'ab█c', undefined],
    ['a closer that nothing asks for', 'a█', 'ab█)', undefined],
    ['the line before', 'a\nb█', 'a█\nb', undefined],
    ['a line less below', 'a█\nb\nc', 'a█\nc', undefined],
  ];
  for (const [name, before, now, expected] of cases) {
    it(name, () => assert.deepEqual(since(before, now), expected));
  }

  it('sees nothing in another document', () => {
    assert.equal(continuationSince({ ...anchorAt('a█'), uri: 'file:///other.ts' }, spotFrom('a█')), undefined);
  });

  it('finds whatever is typed, wherever', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, (before, after, insertion) => {
        assert.deepEqual(since(`${before}█${after}`, `${before}${insertion}█${after}`), typed(insertion));
      }),
    );
  });
});

describe('remainderOf', () => {
  it('is what is left of the text', () => {
    assert.equal(remainderOf('foo(bar)', typed('foo(')), 'bar)');
    assert.equal(remainderOf('foo', typed('foo')), '');
    assert.equal(remainderOf('foo', typed('fob')), undefined);
    assert.equal(remainderOf('foo', typed('foobar')), undefined);
  });

  it('starts with what was deleted', () => {
    assert.equal(remainderOf('bar', { kind: 'deleted', text: 'foo' }), 'foobar');
    assert.equal(remainderOf('', { kind: 'deleted', text: 'foo' }), undefined);
  });

  it("takes the editor's indentation for the text's", () => {
    assert.equal(remainderOf('{\n    a;\n}', typed('{\n  ')), '  a;\n}');
    assert.equal(remainderOf('{\n  a;\n}', typed('{\n\t')), 'a;\n}');
    assert.equal(remainderOf('{\n  a;\n}', typed('{\n  b')), undefined);
  });

  it('agrees with a text that is still arriving as long as it can', () => {
    assert.ok(agrees('', 'abc'));
    assert.ok(agrees('ab', 'abc'));
    assert.ok(agrees('abc', 'ab'));
    assert.ok(!agrees('ab', 'ac'));
  });
});
