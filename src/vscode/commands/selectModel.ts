import { ConfigurationTarget, window, workspace, type QuickPickItem } from 'vscode';
import { formatTokens } from '../../core/cost/format.ts';
import { stringField } from '../../core/base/json.ts';
import { wellKnownModels } from '../../core/provider/catalogue.ts';
import type { ListedModels } from '../../core/provider/listedModels.ts';
import { listModels } from '../../core/provider/listModels.ts';
import { presets } from '../../core/provider/presets.ts';
import type { Endpoint, Model } from '../../core/provider/target.ts';
import type { Connections } from '../connections.ts';
import type { Models } from '../model/models.ts';
import type { SettingsReader } from '../settings.ts';

const listTimeoutMs = 10_000;

export interface SelectModelParts {
  readonly connections: Connections;
  readonly settings: SettingsReader;
  readonly models: Models;
  readonly listing: ListedModels;
  readonly fetch: typeof globalThis.fetch;
}

/** Lists the provider's models with their prices, and sets the one that is picked. */
export async function selectModel(parts: SelectModelParts): Promise<void> {
  const { connections, settings, models } = parts;
  const { endpoint } = await connections.current();
  const { model: current, models: own } = settings.read();
  const listed = offered(endpoint, parts);
  const items = listed.then((ids) => {
    const all = [...new Set([current, ...own.map(({ id }) => id), ...ids])];
    return all.map((id) => itemFor(models.describe(id, endpoint), id === current));
  });
  const picked = await window.showQuickPick(items, {
    title: `Model at ${presets[endpoint.provider].name}`,
    placeHolder: 'Type to search',
    matchOnDescription: true,
  });
  if (!picked) return;
  const inWorkspace = workspace.getConfiguration('parlance').inspect('model')?.workspaceValue !== undefined;
  const target = inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await workspace.getConfiguration('parlance').update('model', picked.id, target);
}

/** What the provider lists, else the models that everybody knows. Prices that it lists are remembered. */
async function offered(
  endpoint: Endpoint,
  { connections, listing, fetch }: SelectModelParts,
): Promise<readonly string[]> {
  if (endpoint.baseUrl === '' || !workspace.isTrusted) return wellKnownModels;
  const limit = AbortSignal.timeout(listTimeoutMs);
  const answer = await listModels(endpoint, await connections.keyFor(endpoint), fetch, limit).catch(() => undefined);
  if (answer?.kind !== 'listed') return wellKnownModels;
  listing.learn(endpoint, answer.models);
  return answer.models.flatMap((model) => stringField(model, 'id') ?? []);
}

function itemFor({ id, price, windowTokens }: Model, isCurrent: boolean): QuickPickItem & { readonly id: string } {
  const cost = price
    ? `$${price.input} in · $${price.cachedInput} cached · $${price.output} out, per million tokens`
    : 'price unknown';
  return {
    id,
    label: id,
    description: isCurrent ? 'in use' : '',
    detail: `${cost} · window ${formatTokens(windowTokens)}`,
  };
}
