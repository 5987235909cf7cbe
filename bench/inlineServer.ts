// The fake provider in a process of its own, so that what the engine costs is told apart from what a server does.
import { answer, type AnswerOptions } from '../test/fakes/reply.ts';
import { startFakeProvider } from '../test/fakes/fakeProvider.ts';

/** What the benchmark asks of the server: how to answer from now on, or what has come in. */
export type ServerTask =
  { readonly kind: 'answer'; readonly text: string; readonly options: AnswerOptions } | { readonly kind: 'count' };

export type ServerNews =
  | { readonly kind: 'listening'; readonly baseUrl: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'counted'; readonly requests: number; readonly cancelled: number };

let current = answer('');
let requests = 0;
let cancelled = 0;

const provider = await startFakeProvider();
provider.when((seen) => {
  requests++;
  void seen.isClosedEarly.then((isEarly) => (cancelled += isEarly ? 1 : 0));
  return current;
});

const tell = (news: ServerNews) => process.send?.(news);

process.on('message', (task: ServerTask) => {
  if (task.kind === 'answer') {
    current = answer(task.text, task.options);
    requests = 0;
    cancelled = 0;
    tell({ kind: 'ready' });
  } else tell({ kind: 'counted', requests, cancelled });
});
process.on('disconnect', () => process.exit());
tell({ kind: 'listening', baseUrl: provider.baseUrl });
