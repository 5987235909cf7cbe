import { commands, window } from 'vscode';
import { budget, type BudgetLimits, type BudgetName } from '../../core/cost/budget.ts';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import { formatSeconds, formatTokens, formatUsd, inUsd } from '../../core/cost/format.ts';
import { ParlanceError } from '../../core/errors.ts';
import type { Milliseconds, Usd } from '../../core/base/units.ts';
import type { Policy } from '../../core/provider/pipe.ts';
import type { Feature, ModelRequest } from '../../core/provider/request.ts';
import type { UsageBook } from '../../storage/ledger/usageBook.ts';
import { localDay } from '../../storage/ledger/ledgerRow.ts';
import type { Foundation } from '../foundation.ts';

/** From here on the user is warned, and ghost text is spared. */
const warnShare = 0.8;
/** From here on ghost text is off, so that commands and the chat have the rest. */
const spareShare = 0.9;

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

  constructor(book: () => UsageBook, { settings, clock, log }: Pick<Foundation, 'settings' | 'clock' | 'log'>) {
    this.#book = book;
    this.#settings = settings;
    this.#clock = clock;
    this.policy = budget({
      book: { reserve: (usd, limits) => book().reserve(usd, limits), settle: (id) => book().settle(id) },
      limits: () => this.#limits,
      requestLimit: () => settings.read().budget.request,
      log,
      takeException: () => this.#exceptions > 0 && this.#exceptions-- > 0,
      confirm: (request, worstCase) => confirm(request, worstCase, this.#lastTookMs.get(request.feature)),
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
    const share = this.tightest?.share ?? 0;
    return share >= (this.#settings.read().budget.isSaving ? spareShare : 1);
  }

  /** Whether ghost text is to ask more seldom. */
  get isGhostTextSlow(): boolean {
    return this.#settings.read().budget.isSaving && (this.tightest?.share ?? 0) >= warnShare;
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

async function confirm(
  { target, promptTokens, maxOutputTokens }: ModelRequest,
  worstCase: Usd,
  lastTookMs: Milliseconds | undefined,
): Promise<void> {
  const detail = [
    `${target.model.id}: ${formatTokens(promptTokens)} tokens to send, up to ${formatTokens(maxOutputTokens)} in answer.`,
    ...(lastTookMs === undefined ? [] : [`The last one took ${formatSeconds(lastTookMs)}.`]),
    'parlance.context.maxTokens sets how much code goes along; parlance.budget.confirmAbove when you are asked.',
  ].join('\n');
  const question = `This request can cost up to ${formatUsd(worstCase, inUsd)}. Send it?`;
  const choice = await window.showWarningMessage(question, { modal: true, detail }, 'Send', 'Trim Context');
  if (choice === 'Trim Context')
    await commands.executeCommand('workbench.action.openSettings', 'parlance.context.maxTokens');
  if (choice !== 'Send') throw new ParlanceError('declined', 'The user declined the cost.');
}
