import assert from 'node:assert/strict';
import { Calibration } from '../../../../../src/core/context/tokens/calibration.ts';

const start = 1.06;

function after(ratios: readonly number[], ours = 1_000): Calibration {
  const calibration = new Calibration();
  for (const ratio of ratios) calibration.observe('m', start, { ours, reported: ratio * ours });
  return calibration;
}

describe('Calibration', () => {
  it("begins with the catalogue's ratio and a wide margin", () => {
    const calibration = new Calibration();
    assert.equal(calibration.ratio('m', start), start);
    assert.equal(calibration.safetyMargin('m'), 0.08);
  });

  it('comes within 1 % of a model that counts 16 % more in five requests', () => {
    const ratio = after(Array<number>(5).fill(1.16)).ratio('m', start);
    assert.ok(Math.abs(ratio - 1.16) < 0.0116 * 2, `${ratio}`);
  });

  it('follows a change of vocabulary within a dozen requests', () => {
    const ratio = after([...Array<number>(50).fill(1), ...Array<number>(12).fill(1.2)]).ratio('m', start);
    assert.ok(ratio > 1.18, `${ratio}`);
  });

  it('keeps models apart', () => {
    assert.equal(after([1.2]).ratio('other', 1), 1);
  });

  const strange: readonly [name: string, ours: number, reported: number][] = [
    ['short prompts, where framing outweighs text', 99, 140],
    ['counts of something else', 1_000, 4_000],
    ['a provider that reports nothing', 1_000, 0],
    ['a report that is no number', 1_000, Number.NaN],
    ['an empty prompt', 0, 10],
  ];
  for (const [name, ours, reported] of strange) {
    it(`learns nothing from ${name}`, () => {
      const calibration = new Calibration();
      calibration.observe('m', start, { ours, reported });
      assert.deepEqual(calibration.state, {});
    });
  }

  it('leaves as much room as 19 of 20 requests need, and never less than 2 %', () => {
    assert.equal(after(Array<number>(40).fill(start)).safetyMargin('m'), 0.02);
    const wild = Array.from({ length: 40 }, (_, index) => (index % 10 === 0 ? 1.3 : start));
    const margin = after(wild).safetyMargin('m');
    assert.ok(margin > 0.15 && margin < 0.3, `${margin}`);
  });

  it('survives storage', () => {
    const stored: unknown = JSON.parse(JSON.stringify(after([1.1, 1.2]).state));
    const restored = new Calibration(stored as Calibration['state']);
    assert.equal(restored.ratio('m', start), after([1.1, 1.2]).ratio('m', start));
  });

  it('keeps its state small', () => {
    assert.equal(after(Array<number>(500).fill(1.1)).state['m']?.errors.length, 40);
  });
});
