import assert from 'node:assert/strict';
import { chooseProvider } from '../../../scripts/start/chooseProvider.ts';
import { startFakeProvider } from '../../fakes/fakeProvider.ts';

describe('what npm start tries Parlance with', () => {
  it('is the provider whose key is in the environment, in the order of the README', async () => {
    const { settings, reason } = await chooseProvider({ OPENROUTER_API_KEY: 'b', OPENAI_API_KEY: 'a' }, []);
    assert.equal(settings['parlance.provider'], 'openai');
    assert.match(reason, /OPENAI_API_KEY is set/);
  });

  it('is not one whose key is blank', async () => {
    const { settings, stop } = await chooseProvider({ OPENAI_API_KEY: ' ' }, []);
    stop();
    assert.equal(settings['parlance.provider'], 'sample');
  });

  it('is else a local server that lists a model which can write', async () => {
    const server = await startFakeProvider({ models: [{ id: 'nomic-embed-text' }, { id: 'qwen2.5-coder:7b' }] });
    try {
      const { settings } = await chooseProvider({}, [
        { id: 'ollama', baseUrl: 'http://127.0.0.1:1/v1' },
        { id: 'lmstudio', baseUrl: server.baseUrl },
      ]);
      assert.deepEqual(settings, {
        'parlance.provider': 'lmstudio',
        'parlance.baseUrl': '',
        'parlance.model': 'qwen2.5-coder:7b',
      });
    } finally {
      await server.close();
    }
  });

  it('is else the sample, which says what it is', async () => {
    const { settings, reason, stop } = await chooseProvider({}, []);
    try {
      assert.equal(settings['parlance.provider'], 'sample');
      assert.match(reason, /not a model/);
      assert.equal((await fetch(`${settings['parlance.baseUrl']}/models`)).status, 200);
    } finally {
      stop();
    }
  });
});
