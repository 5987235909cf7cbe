import { workspace } from 'vscode';
import type { Clock } from '../../core/base/clock.ts';
import type { TokenCounter } from '../../core/context/tokens/tokenCounter.ts';
import { bookFree, meter } from '../../core/cost/meter.ts';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import type { Pipe, Policy } from '../../core/provider/pipe.ts';
import { QuirksMemory } from '../../core/provider/quirks.ts';
import { createTransport } from '../../core/provider/transport.ts';
import type { Activity } from '../../core/reliability/activity.ts';
import { Breakers } from '../../core/reliability/circuitBreaker.ts';
import { createPipeline } from '../../core/reliability/pipeline.ts';
import { RequestQueue } from '../../core/reliability/queue.ts';
import { ResponseCache } from '../../core/reliability/responseCache.ts';
import { TokenBucket } from '../../core/reliability/tokenBucket.ts';
import type { Connections } from '../connections.ts';
import type { SettingsReader } from '../settings.ts';

export interface ModelAccessParts {
  readonly clock: Clock;
  readonly settings: SettingsReader;
  readonly connections: Connections;
  readonly tokens: TokenCounter;
  readonly book: (entry: LedgerEntry) => void;
  /** Counts what is under way. */
  readonly activity: Activity;
  readonly version: string;
  /** Between the cache and the meter: what is served from the cache costs nothing. */
  readonly budget: Policy;
}

/** The pipe of this window, with what its users look at from outside. */
export interface ModelAccess {
  readonly pipe: Pipe;
  readonly breakers: Breakers;
  readonly queue: RequestQueue;
  readonly answers: ResponseCache;
}

export function createModelAccess({
  clock,
  settings,
  connections,
  tokens,
  book,
  activity,
  version,
  budget,
}: ModelAccessParts): ModelAccess {
  const { limits } = settings.read();
  const queue = new RequestQueue(new TokenBucket(limits, clock), limits.maxConcurrent, clock);
  const breakers = new Breakers(clock);
  const answers = new ResponseCache();
  const transport = createTransport({
    // Looked up at each call: VS Code replaces it by one that knows the user's proxy and certificates.
    fetch: (input, init) => globalThis.fetch(input, init),
    keyFor: (endpoint) => connections.keyFor(endpoint),
    quirks: new QuirksMemory({}, () => undefined, clock),
    onRateLimits: () => undefined,
    clock,
    userAgent: `Parlance/${version}`,
  });
  const metering = { clock, countTokens: tokens.countNow, book };
  const pipe = createPipeline(transport, {
    isAllowed: () => workspace.isTrusted,
    clock,
    random: Math.random,
    answers,
    bookFree: bookFree(metering),
    accounting: [budget, meter(metering)],
    queue,
    breakers,
    maxAttempts: () => settings.read().retry.maxAttempts,
    timeoutMs: () => settings.read().timeoutMs,
  });
  return { pipe: activity.policy(connections.watchKey(pipe)), breakers, queue, answers };
}
