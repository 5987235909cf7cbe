// A window with the ledger, in a process of its own: `ledgerClient.ts PATH TASK [SEED]`.
import { Ledger } from '../../src/storage/ledger/ledger.ts';
import { targetAt } from '../support/requests.ts';

const [path = '', task = '', seed = '1'] = process.argv.slice(2);
const ledger = new Ledger(path, `session ${seed}`);
const limits = { session: 0, day: 1, month: 0 };

function book(usd: number): void {
  const tokens = { inputTokens: 1, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 1, reasoningTokens: 0 };
  ledger.add({
    atMs: Date.now(),
    feature: 'chat',
    outcome: { kind: 'complete' },
    receipt: {
      requestId: 'r',
      target: targetAt('http://127.0.0.1:1/v1'),
      servedBy: 'network',
      usage: { ...tokens, origin: 'reported' },
      cost: { kind: 'known', usd, isEstimate: false },
      totalMs: 1,
    },
  });
}

switch (task) {
  case 'reserveAndCrash':
    ledger.reserve(0.9, limits);
    process.kill(process.pid, 'SIGKILL');
    break;
  case 'write':
    for (;;) {
      book(0.001);
      await new Promise((resolve) => process.send?.('settled', resolve));
    }
  case 'spend':
    spend(Number(seed));
}

/** Reserves, books up to what it reserved, and settles, in an order that the seed decides, until nothing goes any more. */
function spend(state: number): void {
  const random = () => (state = (state * 48271) % 0x7fffffff) / 0x7fffffff;
  const open: { id: number; usd: number }[] = [];
  const settle = () => {
    const [one] = open.splice(Math.floor(random() * open.length), 1);
    if (!one) return;
    book(one.usd * random());
    ledger.settle(one.id);
  };
  for (let refused = 0; refused < 40;) {
    const usd = 0.001 + random() * 0.02;
    const reservation = ledger.reserve(usd, limits);
    if (reservation.kind === 'reserved') open.push({ id: reservation.id, usd });
    else refused++;
    if (open.length > 3 || reservation.kind === 'overrun') settle();
  }
  while (open.length > 0) settle();
}
