import { window } from 'vscode';
import { budget, worstCaseOf, type BudgetLimits, type BudgetName } from '../../core/cost/budget.ts';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import { formatSeconds, formatTokens, formatUsd, inUsd } from '../../core/cost/format.ts';
import { ParlanceError } from '../../core/errors.ts';
import type { Milliseconds, Tokens, Usd } from '../../core/base/units.ts';
import { trimTo } from '../../core/provider/fitMessages.ts';
import type { Policy } from '../../core/provider/pipe.ts';
import type { Feature, ModelRequest } from '../../core/provider/request.ts';
import type { UsageBook } from '../../storage/ledger/usageBook.ts';
import { localDay } from '../../storage/ledger/ledgerRow.ts';
import type { Foundation } from '../foundation.ts';

/** From here on the user is warned. */
const warnShare = 0.8;
/** Shares of a budget from which on each is spared, so that the more important has the rest. */
const saverShares = { slowGhostText: warnShare, noGhostText: 0.9, cheaperCommands: 0.9, cheaperChat: 0.95 } as const;

type BudgetsParts = Pick<Foundation, 'settings' | 'clock' | 'log'> & {
  /** By the vocabulary o200k_base. */
  readonly countTokens: (text: string) => Tokens;
};

/** How far a budget is used up. */
export interface BudgetUse {
  readonly budget: BudgetName;
  readonly limit: Usd;
  readonly spent: Usd;
  /** From 0; 1 is spent. */
  readonly share: number;
}

/** Holds the user's budgets: refuses what would overrun them, and warns before. */
export class Budgets {
  readonly policy: Policy;
  readonly #book: () => UsageBook;
  readonly #settings: Foundation['settings'];
  readonly #clock: Foundation['clock'];
  /** Budget and day: a budget that has renewed is warned of anew. */
  readonly #warned = new Set<string>();
  readonly #lastTookMs = new Map<Feature, Milliseconds>();
  #exceptions = 0;

  constructor(book: () => UsageBook, { settings, clock, log, countTokens }: BudgetsParts) {
    this.#book = book;
    this.#settings = settings;
    this.#clock = clock;
    this.policy = budget({
      book: { reserve: (usd, limits) => book().reserve(usd, limits), settle: (id) => book().settle(id) },
      limits: () => this.#limits,
      requestLimit: () => settings.read().budget.request,
      log,
      takeException: () => this.#exceptions > 0 && this.#exceptions-- > 0,
      confirm: (request, worstCase) =>
        confirm(request, { worstCase, countTokens, lastTookMs: this.#lastTookMs.get(request.feature) }),
      confirmAbove: () => settings.read().budget.confirmAbove,
    });
  }

  /** The next request that overruns a budget goes out nevertheless. */
  allowOnce(): void {
    this.#exceptions = 1;
  }

  /** The budget that is used up the furthest; undefined where none is set. */
  get tightest(): BudgetUse | undefined {
    const uses = (['session', 'day', 'month'] as const).flatMap((name): BudgetUse[] => {
      const limit = this.#limits[name];
      if (limit === 0) return [];
      const spent = this.#book().spent(name);
      return [{ budget: name, limit, spent, share: spent / limit }];
    });
    return uses.toSorted((a, b) => b.share - a.share)[0];
  }

  /** Whether ghost text has to wait: the budget is spent, or what is left is kept for what the user asks for. */
  get isGhostTextOff(): boolean {
    return this.isSaving('noGhostText') || (this.tightest?.share ?? 0) >= 1;
  }

  /** Whether a budget is so far used up that something is spared for the rest; never where the user wants no saver. */
  isSaving(what: keyof typeof saverShares): boolean {
    return this.#settings.read().budget.isSaving && (this.tightest?.share ?? 0) >= saverShares[what];
  }

  requestEnded({ feature, receipt }: LedgerEntry): void {
    if (receipt.servedBy === 'network') this.#lastTookMs.set(feature, receipt.totalMs);
    this.#warn();
  }

  /** Warns at 80 %, once for each budget and its term. */
  #warn(): void {
    const use = this.tightest;
    if (!use || use.share < warnShare) return;
    const today = localDay(this.#clock.wall());
    const terms = { session: '', day: today, month: today.slice(0, 7) };
    const term = `${use.budget} ${terms[use.budget]}`;
    if (this.#warned.has(term)) return;
    this.#warned.add(term);
    const words = `${Math.floor(use.share * 100)} % of your budget for the ${use.budget} is used: ${formatUsd(use.spent, inUsd)} of ${formatUsd(use.limit, inUsd)}.`;
    const saver = this.#settings.read().budget.isSaving ? ' Inline suggestions now ask more seldom.' : '';
    void window.showWarningMessage(`${words}${saver}`);
  }

  get #limits(): BudgetLimits {
    const { session, day, month } = this.#settings.read().budget;
    return { session, day, month };
  }
}

interface Question {
  readonly worstCase: Usd;
  readonly lastTookMs: Milliseconds | undefined;
  readonly countTokens: (text: string) => Tokens;
}

/** Asks about a dear request. @throws {ParlanceError} `declined` */
async function confirm(request: ModelRequest, { worstCase, lastTookMs, countTokens }: Question): Promise<ModelRequest> {
  const { target, promptTokens, maxOutputTokens } = request;
  const trimmed = trimTo(request, promptTokens / 2, countTokens);
  const canTrim = trimmed.promptTokens < promptTokens;
  const detail = [
    `${target.model.id}: ${formatTokens(promptTokens)} tokens to send, up to ${formatTokens(maxOutputTokens)} in answer.`,
    ...(lastTookMs === undefined ? [] : [`The last one took ${formatSeconds(lastTookMs)}.`]),
    ...(canTrim
      ? [`Trimmed: ${formatTokens(trimmed.promptTokens)} tokens, up to ${formatUsd(worstCaseOf(trimmed), inUsd)}.`]
      : []),
    'parlance.context.maxTokens sets how much code goes along; parlance.budget.confirmAbove when you are asked.',
  ].join('\n');
  const question = `This request can cost up to ${formatUsd(worstCase, inUsd)}. Send it?`;
  const choices = ['Send', ...(canTrim ? ['Trim Context'] : [])];
  const choice = await window.showWarningMessage(question, { modal: true, detail }, ...choices);
  if (choice === undefined) throw new ParlanceError('declined', 'The user declined the cost.');
  return choice === 'Send' ? request : trimmed;
}
