import assert from 'node:assert/strict';
import { extentByIndentation } from '../../../../src/core/completion/extent.ts';
import { pauseAt, pauseMs } from '../../../../src/core/completion/pause.ts';
import { TypingRhythm } from '../../../../src/core/completion/typingRhythm.ts';
import { siteFrom } from '../../../support/cursorNotation.ts';

describe('pauseAt', () => {
  const places: readonly (readonly [string, string, string])[] = [
    ['typescript', 'function f() {\n  █\n}', 'blockStart'],
    ['python', 'def f():\n    █', 'blockStart'],
    ['typescript', 'const a = 1;\n█', 'opening'],
    ['typescript', 'const a = █', 'opening'],
    ['typescript', 'foo(█)', 'opening'],
    ['python', 'def f():█', 'opening'],
    ['typescript', 'items.█', 'gap'],
    ['typescript', 'return █', 'gap'],
    ['typescript', 'cons█', 'word'],
  ];
  for (const [language, code, expected] of places) {
    it(`${language}: ${JSON.stringify(code)} is ${expected}`, () => {
      const site = siteFrom(code, language);
      assert.equal(pauseAt(site, extentByIndentation(site)), expected);
    });
  }
});

describe('pauseMs', () => {
  const base = { at: 'gap', usualInterval: 200, latencyMs: 500 } as const;

  it('is none at the start of a block, and elsewhere between 75 and 600 ms', () => {
    assert.equal(pauseMs({ ...base, at: 'blockStart' }), 0);
    for (const at of ['opening', 'gap', 'word'] as const) {
      for (const usualInterval of [20, 200, 1_000]) {
        for (const latencyMs of [undefined, 20, 500, 5_000]) {
          const ms = pauseMs({ at, usualInterval, latencyMs });
          assert.ok(ms >= 75 && ms <= 600, `${ms} ms`);
        }
      }
    }
  });

  it('is shorter the likelier the user stops there', () => {
    assert.ok(pauseMs({ ...base, at: 'opening' }) < pauseMs(base));
    assert.ok(pauseMs(base) < pauseMs({ ...base, at: 'word' }));
  });

  it('is longer for a slow typist, and shorter for a slow endpoint', () => {
    assert.ok(pauseMs({ ...base, usualInterval: 300 }) > pauseMs(base));
    assert.ok(pauseMs({ ...base, latencyMs: 900 }) < pauseMs(base));
  });
});

function typedAt(interval: number, keys: number): TypingRhythm {
  const rhythm = new TypingRhythm();
  for (let key = 0; key < keys; key++) rhythm.typed(key * interval);
  return rhythm;
}

describe('TypingRhythm', () => {
  it('knows the usual interval after some keys', () => {
    assert.equal(typedAt(90, 3).usualInterval, new TypingRhythm().usualInterval);
    assert.equal(typedAt(90, 30).usualInterval, 90);
  });

  it('takes no notice of thoughts', () => {
    const rhythm = typedAt(100, 20);
    rhythm.typed(60_000);
    rhythm.typed(60_100);
    assert.equal(rhythm.usualInterval, 100);
  });

  it('follows a change', () => {
    const rhythm = typedAt(100, 20);
    for (let key = 1; key <= 64; key++) rhythm.typed(1_900 + key * 300);
    assert.equal(rhythm.usualInterval, 300);
  });
});
