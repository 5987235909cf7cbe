import type { Milliseconds } from '../base/units.ts';
import { retryAfterMs } from './retryAfter.ts';

/** What the provider still grants, and how long until it grants the whole amount again. */
export interface RateLimit {
  readonly limit?: number;
  readonly remaining: number;
  readonly resetMs: Milliseconds;
}

export interface RateLimits {
  readonly requests?: RateLimit;
  readonly tokens?: RateLimit;
}

/** Reads `x-ratelimit-remaining-*` and `x-ratelimit-reset-*`; undefined where the provider sends neither pair. */
export function readRateLimits(headers: Headers): RateLimits | undefined {
  const requests = readRateLimit(headers, 'requests');
  const tokens = readRateLimit(headers, 'tokens');
  return requests || tokens ? { ...(requests && { requests }), ...(tokens && { tokens }) } : undefined;
}

/** How long a refusal asks to wait: by its own word, else by the limit that is used up. */
export function waitAskedFor(headers: Headers, wallMs: number): Milliseconds | undefined {
  const limits = readRateLimits(headers);
  const spent = [limits?.requests, limits?.tokens].filter((limit) => limit?.remaining === 0);
  return retryAfterMs(headers, wallMs) ?? spent.map((limit) => limit?.resetMs)[0];
}

function readRateLimit(headers: Headers, what: 'requests' | 'tokens'): RateLimit | undefined {
  const number = (name: string) => Number.parseInt(headers.get(`x-ratelimit-${name}-${what}`) ?? '', 10);
  const limit = number('limit');
  const remaining = number('remaining');
  const resetMs = parseDuration(headers.get(`x-ratelimit-reset-${what}`) ?? '');
  if (!(remaining >= 0) || resetMs === undefined) return undefined;
  return { remaining, resetMs, ...(limit > 0 && { limit }) };
}

const unitMs: Readonly<Record<string, Milliseconds>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `1s`, `6m0s`, `20ms`, `1h2m3.5s`; a bare number is seconds. */
function parseDuration(text: string): Milliseconds | undefined {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1_000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(trimmed)) return undefined;
  let total = 0;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    total += Number(amount) * (unitMs[unit ?? ''] ?? 0);
  return total;
}
