import assert from 'node:assert/strict';
import { documentFrom, siteFrom } from '../../../support/cursorNotation.ts';
import { testTarget } from '../../../support/inlineEditor.ts';
import type { InlineCall } from '../../../../src/core/completion/call.ts';
import { objectionToPlace, objectionToShowing } from '../../../../src/core/completion/rules.ts';

describe('objectionToPlace', () => {
  /** Language, code, objection. */
  const places: readonly (readonly [string, string, string | undefined])[] = [
    ['typescript', 'const a = █', undefined],
    ['typescript', 'cons█t a', 'midWord'],
    ['typescript', 'const näm█e', 'midWord'],
    ['typescript', 'const a = █ + b;', 'codeToTheRight'],
    ['typescript', 'foo(█)', undefined],
    ['typescript', 'foo(bar(█));', undefined],
    ['typescript', `import x from '█';`, undefined],
    ['typescript', 'if (█) {', undefined],
    ['typescript', 'items.map((item) => █)', undefined],
    ['typescriptreact', '<div>█</div>', undefined],
    ['typescriptreact', '<App █ />', undefined],
    ['typescript', 'foo();█', 'statementEnd'],
    ['typescript', 'const a = foo()█', 'statementEnd'],
    ['typescript', 'function f() {}█', 'statementEnd'],
    ['typescript', '}█', 'statementEnd'],
    ['typescript', 'function f(a: string)█', undefined],
    ['typescript', 'if (a)█', undefined],
    ['typescript', '  } else if (a)█', undefined],
    ['typescript', 'foo(bar()█', undefined],
    ['typescript', 'foo(bar()█)', undefined],
    ['typescript', 'const s = `${a}█', undefined],
    ['typescript', '// see (a)█', undefined],
    ['typescript', 'return (█', undefined],
    ['java', 'public int twice(int n)█', undefined],
    ['java', 'return twice(n)█', 'statementEnd'],
    ['c', 'int main(void)█', undefined],
    ['python', 'print(a)█', 'statementEnd'],
    ['python', 'def f(a)█', undefined],
    ['python', 'if f(a)█', undefined],
    ['python', 'x = [1, 2]█', 'statementEnd'],
    ['go', 'func main()█', undefined],
    ['rust', 'fn main()█', undefined],
    ['rust', 'let x = f();█', 'statementEnd'],
    ['ruby', 'puts(a)█', 'statementEnd'],
    ['css', '.a {█}', undefined],
    ['css', 'color: red;█', 'statementEnd'],
    ['markdown', 'see [this](that)█', undefined],
    ['typescript', '█', 'emptyDocument'],
    ['typescript', '\n  █\n\n', 'emptyDocument'],
  ];
  for (const [language, code, expected] of places) {
    it(`${language}: ${JSON.stringify(code)}`, () => {
      assert.equal(objectionToPlace(siteFrom(code, language)), expected);
    });
  }
});

describe('objectionToShowing', () => {
  const now = 1_000_000;
  const call: InlineCall = {
    document: documentFrom('items.fo'),
    position: { line: 0, character: 8 },
    trigger: 'automatic',
    indent: { size: 2, usesTabs: false },
    cursors: 1,
    hasSelection: false,
    isTrusted: true,
    isExcluded: false,
    isEnabled: true,
    target: testTarget,
    maxPromptTokens: 1600,
    fixedPauseMs: 0,
  };
  const start = { line: 0, character: 6 };
  const long = documentFrom('x'.repeat(20_000));

  /** What is so, the objection, and whether it stands when asked by hand. */
  const cases: readonly (readonly [Partial<InlineCall>, string | undefined, boolean])[] = [
    [{}, undefined, false],
    [{ isTrusted: false }, 'untrusted', true],
    [{ isExcluded: true }, 'excluded', true],
    [{ isEnabled: false }, 'disabled', false],
    [{ snoozedUntil: now + 1 }, 'snoozed', false],
    [{ snoozedUntil: now }, undefined, false],
    [{ cursors: 2 }, 'severalCursors', false],
    [{ hasSelection: true }, 'selection', false],
    [{ document: long }, 'hugeFile', false],
    [{ suggestItem: { text: 'forEach', start, end: call.position } }, undefined, false],
    [{ suggestItem: { text: 'unfold', start, end: call.position } }, 'suggestWidget', true],
  ];
  for (const [change, expected, standsByHand] of cases) {
    it(`${JSON.stringify(change).slice(0, 60)} → ${expected ?? 'none'}`, () => {
      assert.equal(objectionToShowing({ ...call, ...change }, now), expected);
      const byHand = objectionToShowing({ ...call, ...change, trigger: 'manual' }, now);
      assert.equal(byHand, standsByHand ? expected : undefined);
    });
  }
});
