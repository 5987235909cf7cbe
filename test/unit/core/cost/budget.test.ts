import assert from 'node:assert/strict';
import { budget, worstCaseOf, type BudgetLimits, type BudgetParts } from '../../../../src/core/cost/budget.ts';
import { silentLog } from '../../../../src/core/base/log.ts';
import { ParlanceError } from '../../../../src/core/errors.ts';
import type { ModelRequest } from '../../../../src/core/provider/request.ts';
import type { Chunk } from '../../../../src/core/provider/chunk.ts';
import { SessionBook } from '../../../../src/storage/ledger/sessionBook.ts';
import { collect, requestTo, targetAt } from '../../../support/requests.ts';

const target = targetAt('http://127.0.0.1:1/v1');
/** At worst 1,000 × $0.28 + 1,000 × $0.42, per million: $0.0007. */
const request = requestTo(target, { promptTokens: 1000, maxOutputTokens: 1000 });
const fail = () => {
  throw new Error('database is locked');
};
const live = () => new AbortController().signal;
const end: Chunk = { kind: 'end', finish: { kind: 'complete' } };

interface Setting {
  readonly limits?: Partial<BudgetLimits>;
  readonly requestLimit?: number;
  readonly confirmAbove?: number;
  readonly isExcepted?: boolean;
  readonly book?: BudgetParts['book'];
  /** What the user makes of a dear request. */
  readonly wanted?: (request: ModelRequest) => ModelRequest;
}

function budgeted(setting: Setting) {
  const { limits = {}, requestLimit = 0, confirmAbove = 1, isExcepted = false, book, wanted } = setting;
  const asked: number[] = [];
  const sent: ModelRequest[] = [];
  const policy = budget({
    book: book ?? new SessionBook(),
    limits: () => ({ session: 0, day: 0, month: 0, ...limits }),
    requestLimit: () => requestLimit,
    log: silentLog,
    takeException: () => isExcepted,
    confirm: (dear, worstCase) => {
      asked.push(worstCase);
      return Promise.resolve(wanted?.(dear) ?? dear);
    },
    confirmAbove: () => confirmAbove,
  });
  // oxlint-disable-next-line typescript/require-await -- a pipe's answer is asynchronous
  const pipe = policy(async function* (out) {
    sent.push(out);
    yield end;
  });
  return { pipe, asked, sent };
}

const trimmed = (dear: ModelRequest): ModelRequest => ({ ...dear, promptTokens: 100 });
const refuses = (text: RegExp) => (error: unknown) =>
  error instanceof ParlanceError && error.kind === 'budgetSpent' && text.test(error.message);

describe('budget', () => {
  it('takes the whole prompt uncached and all the output as the worst case', () => {
    assert.equal(worstCaseOf(request).toFixed(9), '0.000700000');
    const { price, ...unpriced } = target.model;
    assert(price);
    assert.equal(worstCaseOf({ ...request, target: { ...target, model: unpriced } }), 0);
  });

  it('sends nothing that could overrun, and says which budget, how much, and when it renews', async () => {
    const { pipe, sent } = budgeted({ limits: { day: 0.0005 } });
    await assert.rejects(collect(pipe(request, live())), refuses(/daily budget of \$0\.00050.*renews at midnight/));
    assert.equal(sent.length, 0);
  });

  it('refuses one request that is too dear by itself', async () => {
    const { pipe, sent } = budgeted({ requestLimit: 0.0005 });
    await assert.rejects(collect(pipe(request, live())), refuses(/could cost .* for one request/));
    assert.equal(sent.length, 0);
  });

  it('gives back what was set aside, also when nobody reads on', async () => {
    const { pipe } = budgeted({ limits: { day: 0.001 } });
    for (let round = 0; round < 3; round++) for await (const chunk of pipe(request, live())) if (chunk === end) break;
    const [first, second] = [pipe(request, live()), pipe(request, live())].map((answer) =>
      answer[Symbol.asyncIterator](),
    );
    await first?.next();
    await assert.rejects(Promise.resolve(second?.next()), refuses(/daily/), 'the first is still under way');
    await first?.return?.();
    await collect(pipe(request, live()));
  });

  it('lets one through that the user excepts, but no ghost text', async () => {
    const setting = { limits: { day: 0.0005 }, isExcepted: true };
    await collect(budgeted(setting).pipe(request, live()));
    await collect(budgeted({ requestLimit: 0.0005, isExcepted: true }).pipe(request, live()));
    await assert.rejects(collect(budgeted(setting).pipe({ ...request, feature: 'inline' }, live())), refuses(/daily/));
  });

  it('asks before what is dear, but never for what nobody asked for', async () => {
    const { pipe, asked } = budgeted({ confirmAbove: 0.0006 });
    await collect(pipe(request, live()));
    await collect(pipe({ ...request, feature: 'inline' }, live()));
    await collect(pipe({ ...request, maxOutputTokens: 10 }, live()));
    assert.deepEqual(asked, [worstCaseOf(request)]);
  });

  it('sends what the user has trimmed, sets its own worst case aside, and says that it is trimmed', async () => {
    const { pipe, sent } = budgeted({ confirmAbove: 0.0006, limits: { day: 0.0005 }, wanted: trimmed });
    const [notice] = await collect(pipe(request, live()));
    assert.deepEqual(notice, { kind: 'notice', notice: { kind: 'trimmed', fromTokens: 1000, toTokens: 100 } });
    assert.equal(sent[0]?.promptTokens, 100);
  });

  it('sends nothing while the ledger does not answer, as the budget cannot be checked', async () => {
    const book = { reserve: fail, settle: fail };
    await assert.rejects(
      collect(budgeted({ limits: { day: 1 }, book }).pipe(request, live())),
      refuses(/cannot be checked/),
    );
    await collect(budgeted({ book }).pipe(request, live()));
  });
});
