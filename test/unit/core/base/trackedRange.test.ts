import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { trackAll, type TextChange } from '../../../../src/core/base/trackedRange.ts';

/** `[` and `]` mark the range, `‹removed|inserted›` a change: `ab[cd]e‹f|xy›`. Expected: the text after, or null. */
function check(before: string, after: string | null): void {
  let text = '';
  let start = 0;
  let end = 0;
  const changes: { offset: number; removed: string; inserted: string }[] = [];
  let within: 'text' | 'removed' | 'inserted' = 'text';
  for (const character of before) {
    const change = changes.at(-1);
    if (character === '[') start = text.length;
    else if (character === ']') end = text.length;
    else if (character === '‹') {
      within = 'removed';
      changes.push({ offset: text.length, removed: '', inserted: '' });
    } else if (character === '|') within = 'inserted';
    else if (character === '›') within = 'text';
    else if (within === 'inserted') change!.inserted += character;
    else {
      text += character;
      if (within === 'removed') change!.removed += character;
    }
  }
  const tracked = trackAll(
    { start, end },
    changes.map(({ offset, removed, inserted }) => ({
      offset,
      removedLength: removed.length,
      insertedLength: inserted.length,
    })),
  );
  if (tracked.kind === 'disturbed') return assert.equal(null, after, before);
  let changed = text;
  for (const { offset, removed, inserted } of changes.toReversed()) {
    changed = changed.slice(0, offset) + inserted + changed.slice(offset + removed.length);
  }
  const { range } = tracked;
  const drawn = `${changed.slice(0, range.start)}[${changed.slice(range.start, range.end)}]${changed.slice(range.end)}`;
  assert.equal(drawn, after, before);
}

describe('trackAll', () => {
  for (const [before, after] of [
    ['a‹|xy›b[cd]e', 'axyb[cd]e'],
    ['‹ab|›c[de]f', 'c[de]f'],
    ['ab‹|x›[cd]e', 'abx[cd]e'],
    ['a‹b|›[cd]e', 'a[cd]e'],
    ['a[bc]d‹|x›', 'a[bc]dx'],
    ['a[b‹|x›c]d', null],
    ['a[bc‹|x›]d', null],
    ['a[b‹c]d|›e', null],
    ['a‹b[c|›d]e', null],
    ['a[]‹|x›b', 'ax[]b'],
    ['‹|1›a[bc]d‹|2›', '1a[bc]d2'],
    ['‹|1›a[b‹|2›c]d', null],
  ] as const) {
    it(`${before} → ${after ?? 'disturbed'}`, () => check(before, after));
  }

  it('keeps the text of the range whatever changes around it', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ minLength: 1 }),
        fc.string(),
        fc.array(changeAt()),
        (head, body, tail, raw) => {
          let text = head + body + tail;
          let range = { start: head.length, end: head.length + body.length };
          for (const { at, removed, inserted } of raw) {
            const offset = Math.floor(at * text.length);
            const change: TextChange = {
              offset,
              removedLength: Math.min(removed, text.length - offset),
              insertedLength: inserted.length,
            };
            const tracked = trackAll(range, [change]);
            if (tracked.kind === 'disturbed') continue; // Not applied: only changes elsewhere are the subject.
            text = text.slice(0, offset) + inserted + text.slice(offset + change.removedLength);
            range = tracked.range;
          }
          assert.equal(text.slice(range.start, range.end), body);
        },
      ),
    );
  });
});

function changeAt() {
  return fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(5),
    inserted: fc.string({ maxLength: 5 }),
  });
}
