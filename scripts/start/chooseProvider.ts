import { stringField } from '../../src/core/base/json.ts';
import { listModels } from '../../src/core/provider/listModels.ts';
import { presets } from '../../src/core/provider/presets.ts';
import type { ProviderId } from '../../src/core/provider/target.ts';
import { sampleModel, startSampleProvider } from '../../sample/provider/sampleProvider.ts';

/** What `npm start` tries Parlance with. */
export interface ChosenProvider {
  /** For the terminal: which, and why. */
  readonly reason: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

/** In the order of the README; each with a model that it is known to serve. */
const hosted = {
  holysheep: 'deepseek-v3.2',
  openai: 'gpt-4.1',
  deepseek: 'deepseek-chat',
  openrouter: 'deepseek/deepseek-v3.2-exp',
} as const;

/** A model server that may run on this machine. */
interface LocalServer {
  readonly id: ProviderId;
  readonly baseUrl: string;
}

const localServers: readonly LocalServer[] = [presets.ollama, presets.lmstudio, presets.llamacpp];

/** A server on this machine answers at once or not at all. */
const patienceMs = 1000;

/** The provider whose key stands in the environment, else a server on this machine, else the sample. */
export async function chooseProvider(env: NodeJS.ProcessEnv, servers = localServers): Promise<ChosenProvider> {
  return withKey(env) ?? (await running(servers)) ?? chooseSample();
}

function withKey(env: NodeJS.ProcessEnv): ChosenProvider | undefined {
  for (const id of Object.keys(hosted) as (keyof typeof hosted)[]) {
    const { name, keyVariable } = presets[id];
    if (keyVariable === undefined || !env[keyVariable]?.trim()) continue;
    return chosen(`${name}, because ${keyVariable} is set.`, id, hosted[id]);
  }
  return undefined;
}

async function running(servers: readonly LocalServer[]): Promise<ChosenProvider | undefined> {
  const found = await Promise.all(servers.map(async (server) => ({ server, model: await firstModel(server) })));
  for (const { server, model } of found) {
    if (model === undefined) continue;
    const { id, baseUrl } = server;
    return chosen(`${presets[id].name} with ${model}, because it answers at ${baseUrl}.`, id, model);
  }
  return undefined;
}

async function firstModel({ id, baseUrl }: LocalServer): Promise<string | undefined> {
  const endpoint = { provider: id, baseUrl, isKeyless: true };
  try {
    const listing = await listModels(endpoint, undefined, fetch, AbortSignal.timeout(patienceMs));
    const names = listing.kind === 'listed' ? listing.models.map((model) => stringField(model, 'id')) : [];
    // A model for embeddings cannot write code.
    return names.find((name) => name !== undefined && !/embed/i.test(name));
  } catch {
    return undefined; // something holds the port and says nothing
  }
}

/** Recorded answers, served by this process until `stop`. */
export async function chooseSample(): Promise<ChosenProvider> {
  const { baseUrl, stop } = await startSampleProvider();
  const reason = 'the sample provider: recorded answers to the comments of the sample workspace, not a model.';
  const { settings } = chosen(reason, 'sample', sampleModel);
  return { reason, settings: { ...settings, 'parlance.baseUrl': baseUrl }, stop };
}

function chosen(reason: string, provider: ProviderId, model: string): ChosenProvider {
  const settings = { 'parlance.provider': provider, 'parlance.baseUrl': '', 'parlance.model': model };
  return { reason, settings, stop: () => undefined };
}
