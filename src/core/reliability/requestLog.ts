import type { Log } from '../base/log.ts';
import type { Milliseconds } from '../base/units.ts';
import type { ParlanceError } from '../errors.ts';
import type { Cost, Notice, Receipt } from '../provider/chunk.ts';
import { hostOf } from '../provider/loopback.ts';
import type { RequestObserver, RequestReport } from './observe.ts';

/** One line per request at `info`, each step of it at `debug`, the request's id on all. Content only at `trace`. */
export function requestLog(log: Log): RequestObserver {
  return {
    onStart(request) {
      log.trace(() => `${request.id} prompt, as sent: ${JSON.stringify(request.prompt)}`);
    },
    onNotice({ id }, notice) {
      log.debug(`${id} ${wordsFor(notice)}`);
    },
    onEnd(report) {
      const line = `${report.request.id} ${summary(report)}`;
      if (report.error) log.warn(`${line} ${details(report.error)}`);
      else log.info(line);
    },
  };
}

function wordsFor(notice: Notice): string {
  switch (notice.kind) {
    case 'queued':
      return notice.reason === 'rate' ? 'waits for the rate limit' : 'waits for another request to end';
    case 'sent':
      return `is sent, attempt ${notice.attempt}`;
    case 'retrying':
      return `waits ${seconds(notice.waitMs)} before attempt ${notice.attempt}: ${notice.error.kind} ${details(notice.error)}`;
    case 'repaired':
      return `is asked differently: ${notice.what}`;
    case 'trimmed':
      return `is shortened from ${notice.fromTokens} to ${notice.toTokens} tokens`;
    case 'fellBack':
      return `goes to ${notice.to.model.id} in place of ${notice.from.model.id}: ${notice.because.kind}`;
  }
}

function summary({ request, outcome, totalMs, firstTokenMs, retries, receipt }: RequestReport): string {
  const { feature, target } = request;
  return [
    `${feature} ${target.model.id} at ${hostOf(target.endpoint.baseUrl)}: ${outcome}`,
    firstTokenMs === undefined ? seconds(totalMs) : `${seconds(totalMs)} (first token ${seconds(firstTokenMs)})`,
    ...(retries > 0 ? [`${retries} retries`] : []),
    ...(receipt ? accounts(receipt) : []),
  ].join(', ');
}

function accounts({ usage, cost, servedBy }: Receipt): readonly string[] {
  const { inputTokens, cachedInputTokens, outputTokens, origin } = usage;
  const about = origin === 'estimated' ? '~' : '';
  return [
    ...(servedBy === 'network' ? [] : [`served by ${servedBy}`]),
    `${about}${inputTokens} tokens in (${cachedInputTokens} cached), ${about}${outputTokens} out`,
    amount(cost),
  ];
}

const amount = (cost: Cost) =>
  cost.kind === 'unknown' ? 'unknown cost' : `${cost.isEstimate ? '~' : ''}$${cost.usd.toFixed(6)}`;

/** The provider's own words are left out: they may quote the prompt. */
function details({ message, details: { status, code } }: ParlanceError): string {
  const marks = [status, code].filter((mark) => mark !== undefined);
  return marks.length > 0 ? `(${marks.join(', ')}) ${message}` : message;
}

const seconds = (ms: Milliseconds) => `${(ms / 1000).toFixed(2)} s`;
