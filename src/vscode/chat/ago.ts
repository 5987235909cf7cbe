import type { EpochMilliseconds } from '../../core/base/units.ts';

const steps = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** `3 h ago`; the date from a week on. */
export function ago(thenMs: EpochMilliseconds, nowMs: EpochMilliseconds): string {
  const passed = nowMs - thenMs;
  if (passed > 7 * 86_400_000) return new Date(thenMs).toLocaleDateString();
  for (const [unit, ms] of steps) if (passed >= ms) return `${Math.floor(passed / ms)} ${unit} ago`;
  return 'now';
}
