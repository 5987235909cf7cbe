import type { Clock } from '../../src/core/base/clock.ts';
import type { LedgerEntry } from '../../src/core/cost/entry.ts';
import { bookFree, meter, type MeterParts } from '../../src/core/cost/meter.ts';
import { Breakers } from '../../src/core/reliability/circuitBreaker.ts';
import { createPipeline } from '../../src/core/reliability/pipeline.ts';
import { RequestQueue } from '../../src/core/reliability/queue.ts';
import { ResponseCache } from '../../src/core/reliability/responseCache.ts';
import { TokenBucket } from '../../src/core/reliability/tokenBucket.ts';
import { transportWith } from './requests.ts';

export function pipelineTo(clock: Clock) {
  const ledger: LedgerEntry[] = [];
  const accounting: MeterParts = {
    clock,
    countTokens: (text) => Math.ceil(text.length / 4),
    book: (entry) => ledger.push(entry),
  };
  const pipe = createPipeline(transportWith({ clock }), {
    isAllowed: () => true,
    clock,
    random: () => 0.5,
    answers: new ResponseCache(),
    bookFree: bookFree(accounting),
    accounting: [meter(accounting)],
    queue: new RequestQueue(new TokenBucket({ requestsPerSecond: 1e6, burst: 1e6 }, clock), 10, clock),
    breakers: new Breakers(clock),
    maxAttempts: () => 3,
    timeoutMs: () => 60_000,
  });
  return { pipe, ledger };
}
