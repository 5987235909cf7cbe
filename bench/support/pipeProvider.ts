// The provider of bench/pipe.ts, in a process of its own.
import { serveToParent } from '../../test/fakes/childProcess.ts';
import { startFakeProvider } from '../../test/fakes/fakeProvider.ts';
import { answer } from '../../test/fakes/reply.ts';

/** As the prompt says: `chunks N` gets N chunks, as fast as they can be read. */
const provider = await startFakeProvider();
provider.when(({ body }) => {
  const chunks = Number(/chunks (\d+)/.exec(JSON.stringify(body['messages']))?.[1] ?? 1);
  return answer('abcd'.repeat(chunks), { packets: { bytes: 32_768 } });
});
serveToParent(provider);
