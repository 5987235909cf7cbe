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
  readonly usage: UsageBook;
  readonly budgets: Budgets;
  readonly latencies: Latencies;
  /** Every request of this window ends here, whatever became of it. */
  readonly book: (entry: LedgerEntry) => void;
}

/** Opens the books of all windows, and keeps those of this one. */
export function openAccounts({
  store,
  log,
  settings,
  session,
  clock,
  ledgerPath,
  didChangeStatus,
}: Foundation): Accounting {
  const usage = store.add(openLedger(ledgerPath, randomUUID(), log));
  usage.forgetBefore(clock.wall() - settings.read().retentionDays * dayMs);
  const budgets = new Budgets(usage, settings);
  store.add(commands.registerCommand(allowOnceCommand, () => budgets.allowOnce()));
  const latencies = new Latencies();
  const book = (entry: LedgerEntry) => {
    session.add(entry);
    usage.add(entry);
    budgets.warn();
    const { servedBy, firstTokenMs, target } = entry.receipt;
    if (servedBy === 'network' && firstTokenMs !== undefined) latencies.add(target, firstTokenMs);
    didChangeStatus.fire();
  };
  return { usage, budgets, latencies, book };
}
