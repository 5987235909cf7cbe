import type { Clock } from '../../src/core/base/clock.ts';
import type { LedgerEntry } from '../../src/core/cost/entry.ts';
import { bookFree, meter, type MeterParts } from '../../src/core/cost/meter.ts';
import { Calibration } from '../../src/core/context/tokens/calibration.ts';
import { QuirksMemory } from '../../src/core/provider/quirks.ts';
import { Breakers } from '../../src/core/reliability/breaker.ts';
import { HealthBook } from '../../src/core/reliability/healthBook.ts';
import { createPipeline, type PipelineParts } from '../../src/core/reliability/pipeline.ts';
import { RequestQueue, type QueueLimits } from '../../src/core/reliability/queue.ts';
import { ResponseCache } from '../../src/core/reliability/responseCache.ts';
import { transportWith } from './requests.ts';

/** Limits that no test runs into. */
const noLimits: QueueLimits = { requestsPerSecond: 1e6, burst: 1e6, maxConcurrent: 10 };

const countTokens = (text: string) => Math.ceil(text.length / 4);

export interface PipelineOptions {
  readonly limits?: QueueLimits;
  readonly parts?: Partial<PipelineParts>;
}

/** The whole pipe, from the first policy to the socket, with what its tests look at. */
export function pipelineTo(clock: Clock, { limits = noLimits, parts = {} }: PipelineOptions = {}) {
  const ledger: LedgerEntry[] = [];
  const accounting: MeterParts = { clock, countTokens, book: (entry) => ledger.push(entry) };
  const quirks = new QuirksMemory({}, () => undefined, clock);
  const queue = new RequestQueue(limits, clock);
  const breakers = new Breakers(clock, () => undefined);
  const health = new HealthBook({ clock, breakers, queue });
  const transport = transportWith({ clock, quirks, onRateLimits: (endpoint, found) => queue.learn(endpoint, found) });
  const pipe = createPipeline(transport, {
    isAllowed: () => true,
    clock,
    random: () => 0.5,
    fallbacksFor: () => Promise.resolve([]),
    observers: [health],
    countTokens,
    experience: new Calibration(),
    quirks,
    answers: new ResponseCache(),
    bookFree: bookFree(accounting),
    accounting: [meter(accounting)],
    queue,
    breakers,
    maxAttempts: () => 3,
    timeoutMs: () => 60_000,
    ...parts,
  });
  return { pipe, ledger, quirks, queue, breakers, health };
}
