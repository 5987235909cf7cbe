import assert from 'node:assert/strict';
import { startFakeProvider, type FakeProvider } from '../fakes/fakeProvider.ts';
import { answer } from '../fakes/reply.ts';
import { Tunnel } from './support/tunnel.ts';
import { useWorkbench } from './support/useWorkbench.ts';

describe('behind a proxy', () => {
  let provider: FakeProvider;
  let proxy: Tunnel;
  before(async () => {
    provider = await startFakeProvider();
    proxy = await new Tunnel(() => provider.port).listen();
  });
  after(async () => {
    await proxy.close();
    await provider.close();
  });

  const workbench = useWorkbench(() => ({
    files: { 'a.ts': '// one\n' },
    settings: { both: { 'parlance.inline.enabled': false, 'http.proxy': proxy.address } },
    // No such host is in any name service: only the proxy can lead there.
    env: { HOLYSHEEP_API_KEY: 'sk-environment', HOLYSHEEP_BASE_URL: 'http://provider.invalid/v1' },
  }));

  it('sends requests the way that VS Code’s settings say', async () => {
    const { editor } = workbench();
    provider.reply(answer('const one = 1;'));
    await editor.open('a.ts', { line: 0, character: 4 });
    await editor.press('ControlOrMeta+Alt+g');
    await editor.becomes('// one\nconst one = 1;\n');
    assert.deepEqual(proxy.hosts, ['provider.invalid:80']);
  });
});
