import { ConfigurationTarget, window, workspace, type QuickPickItem } from 'vscode';
import { formatTokens } from '../../core/cost/format.ts';
import { stringField } from '../../core/base/json.ts';
import { resolveModel, wellKnownModels } from '../../core/provider/catalogue.ts';
import { listModels } from '../../core/provider/listModels.ts';
import { presets } from '../../core/provider/presets.ts';
import type { Endpoint, Model } from '../../core/provider/target.ts';
import type { Connections } from '../connections.ts';
import type { SettingsReader } from '../settings.ts';

const listTimeoutMs = 10_000;

export interface SelectModelParts {
  readonly connections: Connections;
  readonly settings: SettingsReader;
  readonly fetch: typeof globalThis.fetch;
}

/** Lists the provider's models with their prices, and sets the one that is picked. */
export async function selectModel({ connections, settings, fetch }: SelectModelParts): Promise<void> {
  const { endpoint } = await connections.current();
  const { model: current, models: own } = settings.read();
  const listed = offered(endpoint, await connections.keyFor(endpoint), fetch);
  const items = listed.then((ids) => {
    const all = [...new Set([current, ...own.map(({ id }) => id), ...ids])];
    return all.map((id) => itemFor(resolveModel(id, endpoint, own), id === current));
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

/** What the provider lists, else the models that everybody knows. */
async function offered(
  endpoint: Endpoint,
  key: string | undefined,
  fetch: typeof globalThis.fetch,
): Promise<readonly string[]> {
  if (endpoint.baseUrl === '' || !workspace.isTrusted) return wellKnownModels;
  const limit = AbortSignal.timeout(listTimeoutMs);
  const listing = await listModels(endpoint, key, fetch, limit).catch(() => undefined);
  if (listing?.kind !== 'listed') return wellKnownModels;
  return listing.models.flatMap((model) => stringField(model, 'id') ?? []);
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
