import type { Milliseconds } from '../base/units.ts';

/** Reads `retry-after-ms`, and `Retry-After` as seconds or as an HTTP date. Never negative. */
export function retryAfterMs(headers: Headers, wallMs: number): Milliseconds | undefined {
  const precise = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(precise)) return Math.max(0, precise);
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallMs);
}
