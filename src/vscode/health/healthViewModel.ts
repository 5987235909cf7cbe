import { formatSeconds } from '../../core/cost/format.ts';
import { presets } from '../../core/provider/presets.ts';
import type {
  EndpointHealth,
  HealthReport,
  ModelHealth,
  Percentiles,
  RequestMark,
} from '../../core/reliability/healthBook.ts';
import type { HealthView, ModelHealthView, RequestMarkView } from '../../protocol/healthMessages.ts';
import type { FigureView } from '../../protocol/reportParts.ts';

export function healthViewOf({ takenAtMs, inFlight, waiting, endpoints }: HealthReport): HealthView {
  return {
    takenAt: new Date(takenAtMs).toLocaleString(),
    summary: `${inFlight} under way, ${waiting} waiting`,
    endpoints: endpoints.map((endpoint) => ({
      name: presets[endpoint.provider].name,
      address: endpoint.baseUrl,
      figures: limiterFigures(endpoint),
      models: endpoint.models.map(modelView),
    })),
  };
}

function limiterFigures({ limiter }: EndpointHealth): readonly FigureView[] {
  const { available, burst, perSecond, requestsLastMinute, closedMs } = limiter;
  const asked = closedMs > 0 ? `the provider asks to wait ${secondsUp(closedMs)}` : '';
  return [
    { label: 'Can go at once', value: `${available} of ${burst}`, detail: asked },
    { label: 'Rate', value: `${perSecond} per second`, detail: `at most ${burst} at once` },
    { label: 'Last minute', value: `${requestsLastMinute} requests`, detail: '' },
  ];
}

function modelView(health: ModelHealth): ModelHealthView {
  const { model, breaker, breakerWaitMs, latest } = health;
  return {
    name: model,
    state: breaker.kind === 'closed' ? 'good' : 'warning',
    stateText: stateText(health),
    canTryNow: breakerWaitMs > 0,
    figures: modelFigures(health),
    marks: latest.map(markView),
  };
}

function stateText({ breaker, breakerWaitMs }: ModelHealth): string {
  switch (breaker.kind) {
    case 'closed':
      return breaker.failures === 0 ? 'Requests go through' : `The last ${breaker.failures} failed in passing`;
    case 'open':
      return `Failed several times in a row: left alone for ${secondsUp(breakerWaitMs)}`;
    case 'halfOpen':
      return breaker.isProbing
        ? 'One request finds out whether it is back'
        : 'The next request finds out whether it is back';
  }
}

function modelFigures({ counters, firstToken, whole }: ModelHealth): readonly FigureView[] {
  const { total, successful, cancelled, cacheHits, retries, rateLimited, failed } = counters;
  const kinds = Object.entries(failed);
  const failures = kinds.reduce((sum, [, count]) => sum + count, 0);
  return [
    count('Requests', total),
    count('Answered', successful),
    count('Failed', failures, kinds.map(([kind, times]) => `${spaced(kind)} ${times}`).join(', ')),
    count('Cancelled', cancelled),
    count('From the cache', cacheHits),
    count('Tried again', retries, rateLimited > 0 ? `${rateLimited} times told to slow down (429)` : ''),
    latency('First token', firstToken),
    latency('Whole answer', whole),
  ];
}

function latency(label: string, { p50, p95 }: Percentiles): FigureView {
  return { label, value: shown(p50), detail: p95 === undefined ? '' : `95 % within ${shown(p95)}` };
}

function markView({ atMs, outcome, firstTokenMs, totalMs }: RequestMark): RequestMarkView {
  const isAnswered = outcome === 'complete' || outcome === 'truncated';
  return {
    kind: isAnswered ? 'answered' : outcome === 'cancelled' ? 'cancelled' : 'failed',
    firstTokenMs: firstTokenMs ?? totalMs,
    totalMs,
    time: new Date(atMs).toLocaleTimeString(),
    outcome,
    firstToken: firstTokenMs === undefined ? '' : formatSeconds(firstTokenMs),
    total: formatSeconds(totalMs),
  };
}

const count = (label: string, value: number, detail = ''): FigureView => ({ label, value: String(value), detail });

const shown = (ms: number | undefined) => (ms === undefined ? '–' : formatSeconds(ms));

/** `breakerOpen` as `breaker open`. */
const spaced = (kind: string) => kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const secondsUp = (ms: number) => `${Math.ceil(ms / 1000)} s`;
