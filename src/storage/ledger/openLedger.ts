import type { Log } from '../../core/base/log.ts';
import { Ledger } from './ledger.ts';
import { SessionBook } from './sessionBook.ts';
import type { UsageBook } from './usageBook.ts';

/** Opens the ledger; where that cannot be, an account that ends with the window takes its place, and the log says so. */
export function openLedger(path: string, session: string, log: Log): UsageBook {
  try {
    return new Ledger(path, session);
  } catch (error) {
    log.error('The ledger cannot be opened, so costs are counted for this window alone.', error);
    return new SessionBook();
  }
}
