import { randomUUID } from 'node:crypto';
import { workspace } from 'vscode';
import type { Clock } from '../../core/base/clock.ts';
import type { Log } from '../../core/base/log.ts';
import type { TokenCounter } from '../../core/context/tokens/tokenCounter.ts';
import { bookFree, meter } from '../../core/cost/meter.ts';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import { hostOf } from '../../core/provider/loopback.ts';
import { FimProbe } from '../../core/provider/fim/fimProbe.ts';
import type { Pipe, Policy } from '../../core/provider/pipe.ts';
import type { QuirksMemory } from '../../core/provider/quirks.ts';
import type { Target } from '../../core/provider/target.ts';
import { createTransport } from '../../core/provider/transport.ts';
import type { Activity } from '../../core/reliability/activity.ts';
import { Breakers } from '../../core/reliability/breaker.ts';
import type { TokenExperience } from '../../core/reliability/contextWindow.ts';
import { HealthBook } from '../../core/reliability/healthBook.ts';
import { createPipeline } from '../../core/reliability/pipeline.ts';
import { RequestQueue } from '../../core/reliability/queue.ts';
import { requestLog } from '../../core/reliability/requestLog.ts';
import { ResponseCache } from '../../core/reliability/responseCache.ts';
import type { Connections } from '../connections.ts';
import type { Models } from './models.ts';
import type { SettingsReader } from '../settings.ts';

export interface ModelAccessParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: SettingsReader;
  readonly connections: Connections;
  readonly models: Models;
  readonly quirks: QuirksMemory;
  readonly experience: TokenExperience;
  readonly tokens: TokenCounter;
  readonly book: (entry: LedgerEntry) => void;
  /** Counts what is under way. */
  readonly activity: Activity;
  readonly version: string;
  /** Between the cache and the meter: what is served from the cache costs nothing. */
  readonly accounting: readonly Policy[];
  /** Called when an endpoint is left alone, or no longer. */
  readonly onBreakerChange: () => void;
}

/** The pipe of this window, with what its users look at from outside. */
export interface ModelAccess {
  readonly pipe: Pipe;
  readonly breakers: Breakers;
  readonly queue: RequestQueue;
  readonly answers: ResponseCache;
  readonly health: HealthBook;
  readonly fim: FimProbe;
  /** The user wants to know whether the endpoint is back: whatever keeps requests from it is lifted for one try. */
  readonly letThrough: (target: Target) => void;
}

export function createModelAccess(parts: ModelAccessParts): ModelAccess {
  const { clock, log, settings, connections, models, quirks, tokens } = parts;
  const queue = new RequestQueue(settings.read().limits, clock);
  const breakers = new Breakers(clock, ({ endpoint, model }, { kind }) => {
    log.info(`${model.id} at ${hostOf(endpoint.baseUrl)}: circuit breaker ${kind}`);
    parts.onBreakerChange();
  });
  const answers = new ResponseCache();
  const health = new HealthBook({ clock, breakers, queue });
  const transport = createTransport({
    // Looked up at each call: VS Code replaces it by one that knows the user's proxy and certificates.
    fetch: (input, init) => globalThis.fetch(input, init),
    keyFor: (endpoint) => connections.keyFor(endpoint),
    quirks,
    onRateLimits: (endpoint, limits) => queue.learn(endpoint, limits),
    clock,
    userAgent: `Parlance/${parts.version}`,
  });
  const metering = { clock, countTokens: tokens.countNow, book: parts.book };
  const pipe = createPipeline(transport, {
    isAllowed: () => workspace.isTrusted,
    clock,
    random: Math.random,
    fallbacksFor: ({ target }) => models.fallbacksFor(target),
    observers: [requestLog(log), health],
    countTokens: tokens.countNow,
    experience: parts.experience,
    quirks,
    answers,
    bookFree: bookFree(metering),
    accounting: [...parts.accounting, meter(metering)],
    queue,
    breakers,
    maxAttempts: () => settings.read().retry.maxAttempts,
    timeoutMs: () => settings.read().timeoutMs,
  });
  const watched = parts.activity.policy(connections.watchKey(pipe));
  return {
    pipe: watched,
    fim: new FimProbe({ pipe: watched, quirks, clock, log, newId: () => randomUUID().slice(0, 8) }),
    breakers,
    queue,
    answers,
    health,
    letThrough: (target) => {
      breakers.of(target).tryNow();
      queue.reopen(target.endpoint);
    },
  };
}
