import { window } from 'vscode';
import { budget, type BudgetLimits, type BudgetName } from '../../core/cost/budget.ts';
import { formatTokens, formatUsd, inUsd } from '../../core/cost/format.ts';
import { ParlanceError } from '../../core/errors.ts';
import type { Usd } from '../../core/base/units.ts';
import type { Policy } from '../../core/provider/pipe.ts';
import type { ModelRequest } from '../../core/provider/request.ts';
import type { UsageBook } from '../../storage/ledger/usageBook.ts';
import type { SettingsReader } from '../settings.ts';

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
  readonly #book: UsageBook;
  readonly #settings: SettingsReader;
  readonly #warned = new Set<BudgetName>();
  #exceptions = 0;

  constructor(book: UsageBook, settings: SettingsReader) {
    this.#book = book;
    this.#settings = settings;
    this.policy = budget({
      book,
      limits: () => this.#limits,
      takeException: () => this.#exceptions > 0 && this.#exceptions-- > 0,
      confirm,
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
      const spent = this.#book.spent(name);
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

  /** Warns at 80 %, once for each budget in this window. */
  warn(): void {
    const use = this.tightest;
    if (!use || use.share < warnShare || this.#warned.has(use.budget)) return;
    this.#warned.add(use.budget);
    const words = `${Math.floor(use.share * 100)} % of your budget for the ${use.budget} is used: ${formatUsd(use.spent, inUsd)} of ${formatUsd(use.limit, inUsd)}.`;
    const saver = this.#settings.read().budget.isSaving ? ' Inline suggestions now ask more seldom.' : '';
    void window.showWarningMessage(`${words}${saver}`);
  }

  get #limits(): BudgetLimits {
    return this.#settings.read().budget;
  }
}

async function confirm({ target, promptTokens, maxOutputTokens }: ModelRequest, worstCase: Usd): Promise<void> {
  const detail = [
    `${target.model.id}: ${formatTokens(promptTokens)} tokens to send, up to ${formatTokens(maxOutputTokens)} in answer.`,
    'parlance.context.maxTokens sets how much code goes along; parlance.budget.confirmAbove when you are asked.',
  ].join('\n');
  const question = `This request can cost up to ${formatUsd(worstCase, inUsd)}. Send it?`;
  const choice = await window.showWarningMessage(question, { modal: true, detail }, 'Send');
  if (choice !== 'Send') throw new ParlanceError('declined', 'The user declined the cost.');
}
