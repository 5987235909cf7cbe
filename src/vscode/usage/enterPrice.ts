import { ConfigurationTarget, window, workspace } from 'vscode';
import { listModels } from '../../core/provider/listModels.ts';
import type { Target, UserModel } from '../../core/provider/target.ts';
import type { Foundation } from '../foundation.ts';

const listTimeoutMs = 5_000;

type PriceSources = Pick<Foundation, 'connections' | 'settings' | 'listing'>;

/** Says once for each model that its cost is not counted, with a button to change that. */
export class UnknownPrices {
  readonly #sources: PriceSources;
  readonly #said = new Set<string>();

  constructor(sources: PriceSources) {
    this.#sources = sources;
  }

  /** Asks the provider's own list first: where it names the price, there is nothing to ask the user. */
  async report(target: Target): Promise<void> {
    const { id } = target.model;
    if (this.#said.has(id)) return;
    this.#said.add(id);
    if (await isListed(target, this.#sources)) return;
    const choice = await window.showInformationMessage(
      `The price of ${id} is unknown, so what it costs is not counted.`,
      'Enter Price',
    );
    if (choice) await enterPrice(id, this.#sources.settings);
  }
}

async function isListed({ endpoint, model }: Target, { connections, listing }: PriceSources): Promise<boolean> {
  const limit = AbortSignal.timeout(listTimeoutMs);
  const key = await connections.keyFor(endpoint);
  const answer = await listModels(endpoint, key, fetchNow, limit).catch(() => undefined);
  if (answer?.kind === 'listed') listing.learn(endpoint, answer.models);
  return listing.find(endpoint, model.id) !== undefined;
}

/** Asks for a model's prices and keeps them in `parlance.models`. */
async function enterPrice(id: string, settings: PriceSources['settings']): Promise<void> {
  const inputPrice = await askAmount(`${id}: price of input`);
  if (inputPrice === undefined) return;
  const outputPrice = await askAmount(`${id}: price of output`);
  if (outputPrice === undefined) return;
  const { models } = settings.read();
  const entry: UserModel = { ...models.find((model) => model.id === id), id, inputPrice, outputPrice };
  const others = models.filter((model) => model.id !== id);
  await workspace.getConfiguration('parlance').update('models', [...others, entry], ConfigurationTarget.Global);
}

async function askAmount(title: string): Promise<number | undefined> {
  const entered = await window.showInputBox({
    title,
    prompt: 'US dollars per million tokens, as your provider’s price list says.',
    validateInput: (text) => (isAmount(text) ? undefined : 'A number such as 0.28. 0 if it costs nothing.'),
    ignoreFocusOut: true,
  });
  return entered === undefined ? undefined : Number(entered);
}

/** Looked up at each call: VS Code replaces it by one that knows the user's proxy and certificates. */
const fetchNow: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

const isAmount = (text: string) => /^\s*\d+(\.\d+)?\s*$/.test(text);
