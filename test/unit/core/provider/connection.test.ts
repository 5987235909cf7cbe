import assert from 'node:assert/strict';
import { resolveConnection, type ConnectionPreset, type KeySources } from '../../../../src/core/provider/connection.ts';

const preset: ConnectionPreset = {
  id: 'holysheep',
  baseUrl: 'https://api.holysheep.ai/v1',
  keyVariable: 'HOLYSHEEP_API_KEY',
  baseUrlVariable: 'HOLYSHEEP_BASE_URL',
  isKeyless: false,
};

interface Scene {
  readonly setting?: string;
  readonly stored?: Record<string, string>;
  readonly environment?: Record<string, string>;
  readonly dotenv?: Record<string, string>;
}

async function check(scene: Scene, baseUrl: string, key: string, from?: string): Promise<void> {
  const sources: KeySources = {
    stored: (origin) => Promise.resolve(scene.stored?.[origin]),
    environment: scene.environment ?? {},
    dotenv: scene.dotenv ?? {},
  };
  const connection = await resolveConnection(preset, scene.setting ?? '', sources);
  assert.equal(connection.endpoint.baseUrl, baseUrl);
  assert.deepEqual(connection.key, key === '' ? { kind: 'missing' } : { kind: 'found', key, from });
}

const home = 'https://api.holysheep.ai';

describe('resolveConnection', () => {
  it('takes the stored key before the environment and .env', () =>
    check(
      {
        stored: { [home]: 'stored' },
        environment: { HOLYSHEEP_API_KEY: 'env' },
        dotenv: { HOLYSHEEP_API_KEY: 'dotenv' },
      },
      `${home}/v1`,
      'stored',
      'secret storage',
    ));

  it('takes the environment before .env', () =>
    check(
      { environment: { HOLYSHEEP_API_KEY: ' env ' }, dotenv: { HOLYSHEEP_API_KEY: 'dotenv' } },
      `${home}/v1`,
      'env',
      'environment',
    ));

  it('takes the base URL from the setting, then the environment, then the preset', async () => {
    const environment = { HOLYSHEEP_API_KEY: 'env', HOLYSHEEP_BASE_URL: 'https://gateway.example/v1/' };
    await check({ setting: 'http://127.0.0.1:9/v1', environment }, 'http://127.0.0.1:9/v1', 'env', 'environment');
    await check({ environment }, 'https://gateway.example/v1', 'env', 'environment');
  });

  it("does not send the user's key where a workspace's .env points", async () => {
    const dotenv = { HOLYSHEEP_BASE_URL: 'https://evil.example/v1' };
    await check({ environment: { HOLYSHEEP_API_KEY: 'env' }, dotenv }, `${home}/v1`, 'env', 'environment');
    await check({ stored: { [home]: 'stored' }, dotenv }, `${home}/v1`, 'stored', 'secret storage');
    await check({ dotenv }, `${home}/v1`, '');
  });

  it('takes base URL and key together from .env', () =>
    check(
      { dotenv: { HOLYSHEEP_API_KEY: 'theirs', HOLYSHEEP_BASE_URL: 'https://team.example/v1' } },
      'https://team.example/v1',
      'theirs',
      '.env',
    ));

  it('does not take a key that was stored for another origin', () =>
    check({ setting: 'https://other.example/v1', stored: { [home]: 'stored' } }, 'https://other.example/v1', ''));
});
