import type { Clock } from '../base/clock.ts';
import type { EpochMilliseconds, Milliseconds } from '../base/units.ts';
import type { ErrorKind } from '../errors.ts';
import type { Endpoint, ProviderId, Target } from '../provider/target.ts';
import type { Breakers, BreakerState } from './breaker.ts';
import type { Outcome, RequestObserver, RequestReport } from './observe.ts';
import type { RequestQueue } from './queue.ts';
import type { LimiterStats } from './rateLimiter.ts';

/** The latest requests, for the chart and the percentiles. */
const keptRequests = 100;

/** Since the window was opened. */
interface RequestCounters {
  readonly total: number;
  readonly successful: number;
  readonly cancelled: number;
  readonly cacheHits: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Answers with status 429. */
  readonly rateLimited: number;
  readonly failed: Readonly<Partial<Record<ErrorKind, number>>>;
}

/** One of the latest requests. */
export interface RequestMark {
  readonly atMs: EpochMilliseconds;
  readonly outcome: Outcome;
  readonly firstTokenMs?: Milliseconds;
  readonly totalMs: Milliseconds;
}

/** Undefined before the first answer. */
export interface Percentiles {
  readonly p50: Milliseconds | undefined;
  readonly p95: Milliseconds | undefined;
}

export interface ModelHealth {
  readonly model: string;
  readonly breaker: BreakerState;
  /** Until a request may go again; 0 when it may now. */
  readonly breakerWaitMs: Milliseconds;
  readonly counters: RequestCounters;
  /** Of the latest requests that the provider answered. */
  readonly firstToken: Percentiles;
  readonly whole: Percentiles;
  /** Oldest first. */
  readonly latest: readonly RequestMark[];
}

export interface EndpointHealth {
  readonly provider: ProviderId;
  readonly baseUrl: string;
  readonly limiter: LimiterStats;
  readonly models: readonly ModelHealth[];
}

/** How the endpoints of this window fare, as of one moment. */
export interface HealthReport {
  readonly takenAtMs: EpochMilliseconds;
  readonly inFlight: number;
  readonly waiting: number;
  readonly endpoints: readonly EndpointHealth[];
}

export interface HealthSources {
  readonly clock: Clock;
  readonly breakers: Breakers;
  readonly queue: RequestQueue;
}

interface Entry {
  readonly target: Target;
  counters: RequestCounters;
  latest: readonly RequestMark[];
}

const none: RequestCounters = {
  total: 0,
  successful: 0,
  cancelled: 0,
  cacheHits: 0,
  retries: 0,
  rateLimited: 0,
  failed: {},
};

/** Counts what becomes of the requests to each endpoint and model. */
export class HealthBook implements RequestObserver {
  readonly #sources: HealthSources;
  readonly #entries = new Map<string, Entry>();

  constructor(sources: HealthSources) {
    this.#sources = sources;
  }

  onEnd(report: RequestReport): void {
    const entry = this.#entryOf(report.request.target);
    entry.counters = counted(entry.counters, report);
    const { atMs, outcome, firstTokenMs, totalMs, receipt } = report;
    const mark = { atMs, outcome, totalMs, ...(firstTokenMs !== undefined && { firstTokenMs }) };
    // What came from memory says nothing of the provider.
    if ((receipt?.servedBy ?? 'network') === 'network') entry.latest = [...entry.latest, mark].slice(-keptRequests);
  }

  /** Undefined where nothing was asked of it. */
  targetOf(baseUrl: string, modelId: string): Target | undefined {
    return this.#entries.get(keyOf(baseUrl, modelId))?.target;
  }

  report(): HealthReport {
    const { clock, queue } = this.#sources;
    const endpoints = new Map<string, EndpointHealth>();
    for (const entry of this.#entries.values()) {
      const { endpoint } = entry.target;
      const known = endpoints.get(endpoint.baseUrl) ?? this.#endpointHealth(endpoint);
      endpoints.set(endpoint.baseUrl, { ...known, models: [...known.models, this.#modelHealth(entry)] });
    }
    return {
      takenAtMs: clock.wall(),
      inFlight: queue.inFlight,
      waiting: queue.length,
      endpoints: [...endpoints.values()],
    };
  }

  #endpointHealth(endpoint: Endpoint): EndpointHealth {
    const { provider, baseUrl } = endpoint;
    return { provider, baseUrl, limiter: this.#sources.queue.stats(endpoint), models: [] };
  }

  #modelHealth({ target, counters, latest }: Entry): ModelHealth {
    const breaker = this.#sources.breakers.of(target);
    const answered = latest.filter(({ firstTokenMs }) => firstTokenMs !== undefined);
    return {
      model: target.model.id,
      breaker: breaker.state,
      breakerWaitMs: breaker.waitMs,
      counters,
      firstToken: percentiles(answered.map(({ firstTokenMs = 0 }) => firstTokenMs)),
      whole: percentiles(answered.map(({ totalMs }) => totalMs)),
      latest,
    };
  }

  #entryOf(target: Target): Entry {
    const key = keyOf(target.endpoint.baseUrl, target.model.id);
    let entry = this.#entries.get(key);
    if (!entry) this.#entries.set(key, (entry = { target, counters: none, latest: [] }));
    return entry;
  }
}

const keyOf = (baseUrl: string, modelId: string) => `${baseUrl} ${modelId}`;

function counted(
  counters: RequestCounters,
  { outcome, retries, rateLimited, receipt }: RequestReport,
): RequestCounters {
  const isAnswered = outcome === 'complete' || outcome === 'truncated';
  const failed =
    isAnswered || outcome === 'cancelled'
      ? counters.failed
      : { ...counters.failed, [outcome]: (counters.failed[outcome] ?? 0) + 1 };
  const isFree = receipt !== undefined && receipt.servedBy !== 'network';
  return {
    total: counters.total + 1,
    successful: counters.successful + (isAnswered ? 1 : 0),
    cancelled: counters.cancelled + (outcome === 'cancelled' ? 1 : 0),
    cacheHits: counters.cacheHits + (isFree ? 1 : 0),
    retries: counters.retries + retries,
    rateLimited: counters.rateLimited + rateLimited,
    failed,
  };
}

/** By the nearest rank. */
function percentiles(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  return { p50: at(0.5), p95: at(0.95) };
}
