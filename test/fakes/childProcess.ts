import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FakeProvider } from './fakeProvider.ts';

/** What a fake provider in another process has seen. */
interface Figures {
  /** `performance.now()` of that process, in the order of arrival. */
  readonly arrivals: readonly { readonly atMs: number; readonly path: string; readonly prompt: string }[];
  readonly inFlight: number;
  readonly mostInFlight: number;
  readonly billedUsd: number;
}

export interface RemoteProvider {
  readonly baseUrl: string;
  figures(): Promise<Figures>;
  /** Forgets what was seen so far. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

type Question = 'figures' | 'reset';

/**
 * Runs a fake provider in a process of its own, so that its work is not counted as the client's.
 * @param script calls `serveToParent` with the provider it has started
 */
export async function startInChildProcess(script: URL): Promise<RemoteProvider> {
  const child = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const next = async (): Promise<unknown> => (await once(child, 'message'))[0];
  const ask = (question: Question): Promise<unknown> => {
    const answer = next();
    child.send(question);
    return answer;
  };
  const baseUrl = (await next()) as string;
  return {
    baseUrl,
    figures: async () => (await ask('figures')) as Figures,
    reset: async () => void (await ask('reset')),
    stop: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

/** The other end of `startInChildProcess`. */
export function serveToParent(provider: FakeProvider): void {
  process.send?.(provider.baseUrl);
  process.on('message', (question: Question) => {
    if (question === 'reset') provider.forget();
    process.send?.(figuresOf(provider));
  });
  process.on('disconnect', () => process.exit());
}

function figuresOf({ requests, inFlight, mostInFlight, bill }: FakeProvider): Figures {
  return {
    arrivals: requests.map(({ atMs, path, body }) => ({ atMs, path, prompt: JSON.stringify(body['messages']) })),
    inFlight,
    mostInFlight,
    billedUsd: bill.usd,
  };
}
