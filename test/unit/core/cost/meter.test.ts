import assert from 'node:assert/strict';
import type { LedgerEntry } from '../../../../src/core/cost/entry.ts';
import { meter } from '../../../../src/core/cost/meter.ts';
import { ParlanceError, type ErrorKind } from '../../../../src/core/errors.ts';
import type { Chunk, Notice, Usage } from '../../../../src/core/provider/chunk.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { collect, requestTo, targetAt } from '../../../support/requests.ts';

const usage: Usage = {
  inputTokens: 1_000,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 100,
  reasoningTokens: 0,
  origin: 'reported',
};
const sent: Notice = { kind: 'sent', attempt: 1 };
const retrying = (kind: ErrorKind): Notice => ({
  kind: 'retrying',
  attempt: 2,
  waitMs: 1_000,
  error: new ParlanceError(kind, ''),
});

/** What is booked for a request of 1,000 tokens to whose answer these notices came first. */
async function booked(notices: readonly Notice[]): Promise<LedgerEntry | undefined> {
  const ledger: LedgerEntry[] = [];
  const parts = { clock: new FakeClock(), countTokens: () => 1, book: (entry: LedgerEntry) => void ledger.push(entry) };
  // oxlint-disable-next-line typescript/require-await -- a pipe's answer is asynchronous
  const pipe = meter(parts)(async function* answer(): AsyncGenerator<Chunk> {
    for (const notice of notices) yield { kind: 'notice', notice };
    yield { kind: 'text', text: 'ok' };
    yield { kind: 'end', finish: { kind: 'complete' }, usage };
  });
  const request = requestTo(targetAt('http://127.0.0.1/v1'), { promptTokens: 1_000 });
  await collect(pipe(request, new AbortController().signal));
  return ledger[0];
}

describe('meter', () => {
  it('counts the prompt of an attempt that was given up, as an estimate', async () => {
    const entry = await booked([sent, retrying('timeout'), sent]);
    assert.deepEqual([entry?.receipt.usage.inputTokens, entry?.receipt.usage.origin], [2_000, 'estimated']);
    // 2,000 × $0.28 + 100 × $0.42, per million.
    assert.deepEqual(entry?.receipt.cost, { kind: 'known', usd: 0.000_602, isEstimate: true });
  });

  it('counts nothing for an attempt that the provider refused', async () => {
    for (const notice of [retrying('server'), retrying('rateLimited'), { kind: 'repaired', what: '' } as const]) {
      const entry = await booked([sent, notice, sent]);
      assert.deepEqual(entry?.receipt.usage, usage);
    }
  });
});
