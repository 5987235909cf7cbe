// The provider of bench/load.ts, in a process of its own: answers in 50 ms, or with 429 to a third, if the prompt says so.
import { serveToParent } from '../../test/fakes/childProcess.ts';
import { startFakeProvider } from '../../test/fakes/fakeProvider.ts';
import { answer, failure } from '../../test/fakes/reply.ts';

const provider = await startFakeProvider();
let requests = 0;
provider.when(({ body }) => {
  const isRefused = /refuse a third/.test(JSON.stringify(body['messages'])) && ++requests % 3 === 0;
  return isRefused ? failure(429, { message: 'slow down' }) : answer('done', { firstMs: 50 });
});
serveToParent(provider);
