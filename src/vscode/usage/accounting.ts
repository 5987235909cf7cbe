import { randomUUID } from 'node:crypto';
import { commands } from 'vscode';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import { Latencies } from '../../core/provider/latencies.ts';
import { openLedger } from '../../storage/ledger/openLedger.ts';
import type { UsageBook } from '../../storage/ledger/usageBook.ts';
import { allowOnceCommand } from '../errorMessages.ts';
import type { Foundation } from '../foundation.ts';
import { Budgets } from './budgets.ts';

const dayMs = 86_400_000;

export interface Accounting {
  /** Opened with the first request, or by whoever looks at it before. */
  readonly usage: () => UsageBook;
  readonly budgets: Budgets;
  readonly latencies: Latencies;
  /** Every request of this window ends here, whatever became of it. */
  readonly book: (entry: LedgerEntry) => void;
}

/** Keeps the books of all windows, and those of this one. */
export function openAccounts(foundation: Foundation): Accounting {
  const { store, log, session, didChangeStatus } = foundation;
  const usage = openedOnce(foundation);
  const budgets = new Budgets(usage, foundation);
  store.add(commands.registerCommand(allowOnceCommand, () => budgets.allowOnce()));
  const latencies = new Latencies();
  const book = (entry: LedgerEntry) => {
    session.add(entry);
    try {
      usage().add(entry);
    } catch (error) {
      // The answer is there and paid for: a full disk must not take it away.
      log.error(`A request could not be booked: ${entry.receipt.requestId}.`, error);
    }
    budgets.requestEnded(entry);
    const { servedBy, firstTokenMs, target } = entry.receipt;
    if (servedBy === 'network' && firstTokenMs !== undefined) latencies.add(target, firstTokenMs);
    didChangeStatus.fire();
  };
  return { usage, budgets, latencies, book };
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
