import type { Log } from '../base/log.ts';
import type { Usd } from '../base/units.ts';
import { ParlanceError } from '../errors.ts';
import type { Chunk } from '../provider/chunk.ts';
import type { Policy } from '../provider/pipe.ts';
import type { ModelRequest } from '../provider/request.ts';
import { formatUsd, inUsd } from './format.ts';

export type BudgetName = 'session' | 'day' | 'month';

/** In USD; 0 is none. */
export type BudgetLimits = Readonly<Record<BudgetName, Usd>>;

/** A budget that a request would overrun. */
interface Overrun {
  readonly budget: BudgetName;
  readonly limit: Usd;
  /** Spent and reserved, by all windows. */
  readonly spent: Usd;
}

export type Reservation = { readonly kind: 'reserved'; readonly id: number } | ({ readonly kind: 'overrun' } & Overrun);

/** Where money is set aside, so that requests at the same time cannot spend it twice. */
export interface BudgetBook {
  /** All or nothing, across all windows. */
  reserve(usd: Usd, limits: BudgetLimits): Reservation;
  /** The request is over, and what it has cost is booked. */
  settle(id: number): void;
}

export interface BudgetParts {
  readonly book: BudgetBook;
  readonly limits: () => BudgetLimits;
  /** Most that one request may cost at worst, in USD; 0 is no limit. */
  readonly requestLimit: () => Usd;
  readonly log: Log;
  /** Whether the user has said yes to this one whatever the budget says. Asked once for a request that overruns. */
  readonly takeException: () => boolean;
  /** Asks about a dear request. @returns it as the user wants it sent. @throws when the user says no */
  readonly confirm: (request: ModelRequest, worstCase: Usd) => Promise<ModelRequest>;
  /** Above, a request is asked about. In USD. */
  readonly confirmAbove: () => Usd;
}

/** What a request costs at most: its prompt without any cache, and all the output it allows. 0 where nobody knows the price. */
export function worstCaseOf({ target, promptTokens, maxOutputTokens }: ModelRequest): Usd {
  const { price } = target.model;
  if (!price) return 0;
  return (promptTokens * Math.max(price.input, price.cacheWrite) + maxOutputTokens * price.output) * 1e-6;
}

const unasked = new Set(['inline', 'prefetch', 'batch']);
const noLimits: BudgetLimits = { session: 0, day: 0, month: 0 };

/** Money set aside, until it is given back. */
type GiveBack = () => void;
const nothingToGiveBack: GiveBack = () => undefined;

/**
 * Sets the worst case of a request aside before it is sent, and gives it back once its cost is booked.
 * @throws {ParlanceError} `budgetSpent`: nothing was sent.
 */
export function budget(parts: BudgetParts): Policy {
  return (next) =>
    async function* budgeted(request, signal) {
      const isDear = worstCaseOf(request) > parts.confirmAbove() && !unasked.has(request.feature);
      const wanted = isDear ? await parts.confirm(request, worstCaseOf(request)) : request;
      if (wanted.promptTokens < request.promptTokens) yield trimmed(request, wanted);
      const giveBack = setAside(worstCaseOf(wanted), wanted, parts);
      try {
        yield* next(wanted, signal);
      } finally {
        giveBack();
      }
    };
}

function trimmed(from: ModelRequest, to: ModelRequest): Chunk {
  return { kind: 'notice', notice: { kind: 'trimmed', fromTokens: from.promptTokens, toTokens: to.promptTokens } };
}

function setAside(worstCase: Usd, { feature }: ModelRequest, parts: BudgetParts): GiveBack {
  const { requestLimit, limits, takeException } = parts;
  const limit = requestLimit();
  const refusal =
    limit > 0 && worstCase > limit ? describeTooDear(limit, worstCase) : reserve(worstCase, limits(), parts);
  if (typeof refusal === 'function') return refusal;
  const isExcepted = !unasked.has(feature) && takeException();
  const exception = isExcepted ? reserve(worstCase, noLimits, parts) : refusal;
  if (typeof exception === 'function') return exception;
  throw new ParlanceError('budgetSpent', refusal);
}

/** @returns how to give the money back, or in words why there is none */
function reserve(worstCase: Usd, limits: BudgetLimits, { book, log }: BudgetParts): GiveBack | string {
  // Nobody looks at what is set aside where there is no budget: not worth a write.
  if (Object.values(limits).every((limit) => limit === 0)) return nothingToGiveBack;
  try {
    const reservation = book.reserve(worstCase, limits);
    if (reservation.kind === 'overrun') return describeOverrun(reservation, worstCase);
    return () => settle(reservation.id, book, log);
  } catch (error) {
    log.error('The ledger does not answer.', error);
    return 'Nothing was sent: the ledger does not answer, so your budget cannot be checked. The log says why.';
  }
}

function settle(id: number, book: BudgetBook, log: Log): void {
  try {
    book.settle(id);
  } catch (error) {
    log.error('Money stays set aside until this window closes: the ledger does not answer.', error);
  }
}

const names: Readonly<Record<BudgetName, string>> = { session: 'session', day: 'daily', month: 'monthly' };
const renewals: Readonly<Record<BudgetName, string>> = {
  session: 'It begins anew with the next window.',
  day: 'It renews at midnight.',
  month: 'It renews on the first of next month.',
};

const usd = (amount: Usd) => formatUsd(amount, inUsd);

function describeOverrun({ budget: name, limit, spent }: Overrun, worstCase: Usd): string {
  return `The ${names[name]} budget of ${usd(limit)} is spent: ${usd(spent)} used, and this request could cost ${usd(worstCase)}. ${renewals[name]}`;
}

function describeTooDear(limit: Usd, worstCase: Usd): string {
  return `This request could cost ${usd(worstCase)}; your budget for one request is ${usd(limit)}.`;
}
