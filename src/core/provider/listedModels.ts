import { field, stringField } from '../base/json.ts';
import type { Tokens } from '../base/units.ts';
import { listedPrice, type ListedPrice } from './listedPrice.ts';
import { hostOf } from './loopback.ts';
import type { Endpoint, Price } from './target.ts';

/** What a provider's own list says of a model. */
interface ListedModel {
  readonly price: ListedPrice;
  readonly windowTokens?: Tokens;
}

/** By endpoint and model; plain data, to be stored between sessions. */
export type ListedModelsState = Readonly<
  Record<string, { readonly listedOn: string; readonly models: Readonly<Record<string, ListedModel>> }>
>;

/** Remembers the prices that providers list, OpenRouter among them: newer than any catalogue. */
export class ListedModels {
  readonly #today: () => string;
  readonly #save: (state: ListedModelsState) => void;
  #state: ListedModelsState;

  /** @param today as `2026-01-15` */
  constructor(state: ListedModelsState, save: (state: ListedModelsState) => void, today: () => string) {
    this.#state = state;
    this.#save = save;
    this.#today = today;
  }

  /** @param listing the entries of `/models`; those without a price teach nothing */
  learn({ baseUrl }: Endpoint, listing: readonly unknown[]): void {
    const models: Record<string, ListedModel> = {};
    for (const entry of listing) {
      const id = stringField(entry, 'id');
      const price = listedPrice(entry);
      const windowTokens = field(entry, 'context_length');
      if (id === undefined || !price) continue;
      models[id] = { price, ...(typeof windowTokens === 'number' && windowTokens > 0 && { windowTokens }) };
    }
    if (Object.keys(models).length === 0) return;
    this.#state = { ...this.#state, [baseUrl]: { listedOn: this.#today(), models } };
    this.#save(this.#state);
  }

  /** Undefined where the provider lists no price. */
  find({ baseUrl }: Endpoint, id: string): { readonly price: Price; readonly windowTokens?: Tokens } | undefined {
    const list = this.#state[baseUrl];
    const found = list?.models[id];
    if (!list || !found) return undefined;
    const { input, output, cachedInput = input } = found.price;
    const source = `list of ${hostOf(baseUrl)}, ${list.listedOn}`;
    return { ...found, price: { input, cachedInput, cacheWrite: input, output, source } };
  }
}
