import { randomUUID } from 'node:crypto';
import { commands } from 'vscode';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import type { Policy } from '../../core/provider/pipe.ts';
import { isUnasked } from '../../core/provider/request.ts';
import { Latencies } from '../../core/provider/latencies.ts';
import { openLedger } from '../../storage/ledger/openLedger.ts';
import type { UsageBook } from '../../storage/ledger/usageBook.ts';
import { allowOnceCommand } from '../errorMessages.ts';
import { learnRatios } from '../model/tokenRatios.ts';
import type { Foundation } from '../foundation.ts';
import { Budgets } from './budgets.ts';
import { UnknownPrices } from './enterPrice.ts';
import { TeamMetrics } from './teamMetrics.ts';

const dayMs = 86_400_000;

export interface Accounting {
  /** Opened with the first request, or by whoever looks at it before. */
  readonly usage: () => UsageBook;
  readonly budgets: Budgets;
  readonly latencies: Latencies;
  /** Between the cache and the meter, in this order. */
  readonly policies: readonly Policy[];
  /** Every request of this window ends here, whatever became of it. */
  readonly book: (entry: LedgerEntry) => void;
}

/** Keeps the books of all windows, and those of this one. */
export function openAccounts(foundation: Foundation, countTokens: (text: string) => number): Accounting {
  const { store, log, session, didChangeStatus } = foundation;
  const usage = openedOnce(foundation);
  const budgets = new Budgets(usage, { ...foundation, countTokens });
  store.add(commands.registerCommand(allowOnceCommand, () => budgets.allowOnce()));
  const latencies = new Latencies();
  const metrics = store.add(new TeamMetrics(foundation));
  const unknownPrices = new UnknownPrices(foundation);
  const book = (entry: LedgerEntry) => {
    session.add(entry);
    try {
      usage().add(entry);
    } catch (error) {
      // The answer is there and paid for: a full disk must not take it away.
      log.error(`A request could not be booked: ${entry.receipt.requestId}.`, error);
    }
    budgets.requestEnded(entry);
    metrics.add(entry);
    const { servedBy, firstTokenMs, target, cost, usage: used } = entry.receipt;
    // Ghost text pops nothing up.
    if (cost.kind === 'unknown' && used.inputTokens > 0 && !isUnasked(entry)) void unknownPrices.report(target);
    if (servedBy === 'network' && firstTokenMs !== undefined) latencies.add(target, firstTokenMs);
    didChangeStatus.fire();
  };
  const policies = [budgets.policy, learnRatios(foundation.calibration, foundation.memory)];
  return { usage, budgets, latencies, policies, book };
}

function openedOnce({ store, log, settings, clock, ledgerPath }: Foundation): () => UsageBook {
  let opened: UsageBook | undefined;
  return () => {
    if (opened) return opened;
    opened = store.add(openLedger(ledgerPath, randomUUID(), log));
    try {
      opened.forgetBefore(clock.wall() - settings.read().retentionDays * dayMs);
    } catch (error) {
      log.warn(`Old requests stay in the ledger until the next start: ${String(error)}`);
    }
    return opened;
  };
}
