import type { ConfigurationScope } from 'vscode';
import { resolveModel } from '../../core/provider/catalogue.ts';
import type { ListedModels } from '../../core/provider/listedModels.ts';
import { parseModelReference } from '../../core/provider/modelReference.ts';
import type { Calibration } from '../../core/context/tokens/calibration.ts';
import type { FoundKey } from '../../core/provider/connection.ts';
import type { Endpoint, Model, Target } from '../../core/provider/target.ts';
import type { Settings } from '../../core/settings.ts';
import type { Connections } from '../connections.ts';
import type { SettingsReader } from '../settings.ts';

/** Where a request goes, and the key that goes with it. */
export interface TargetWithKey {
  readonly target: Target;
  readonly key: FoundKey;
}

export interface ModelsParts {
  readonly connections: Connections;
  readonly settings: SettingsReader;
  readonly calibration: Calibration;
  readonly listing: ListedModels;
}

/** Says which model a request goes to. */
export class Models {
  readonly #connections: Connections;
  readonly #settings: SettingsReader;
  readonly #calibration: Calibration;
  readonly #listing: ListedModels;
  #lastKey: FoundKey | undefined;

  constructor({ connections, settings, calibration, listing }: ModelsParts) {
    this.#connections = connections;
    this.#settings = settings;
    this.#calibration = calibration;
    this.#listing = listing;
  }

  /** The key of the latest target, for those who cannot wait. */
  get lastKey(): FoundKey | undefined {
    return this.#lastKey;
  }

  /** The model for commands and chat, by the settings of `scope`. */
  target(scope?: ConfigurationScope): Promise<TargetWithKey> {
    return this.#resolve(scope, ({ model }) => model);
  }

  /** The model for ghost text. */
  inlineTarget(scope?: ConfigurationScope): Promise<TargetWithKey> {
    return this.#resolve(scope, ({ inlineModel, model }) => inlineModel || model);
  }

  /** The models that may take over from `target`, in the user's order: those whose provider has its key. */
  async fallbacksFor(target: Target): Promise<readonly Target[]> {
    const { fallbackModels } = this.#settings.read();
    const found = await Promise.all(
      fallbackModels.map(async (name): Promise<Target | undefined> => {
        const { provider = target.endpoint.provider, modelId } = parseModelReference(name);
        const { endpoint, key } = await this.#connections.of(provider);
        if (modelId === '' || endpoint.baseUrl === '' || key.kind === 'missing') return undefined;
        return { endpoint, model: this.describe(modelId, endpoint) };
      }),
    );
    return found.filter((other) => other !== undefined).filter((other) => !isSame(other, target));
  }

  async #resolve(scope: ConfigurationScope | undefined, choose: (settings: Settings) => string) {
    const { endpoint, key } = await this.#connections.current();
    this.#lastKey = key;
    const settings = this.#settings.read(scope);
    return { target: { endpoint, model: this.describe(choose(settings), endpoint) }, key };
  }

  /** What is known of a model at an endpoint, by the user, the provider, the catalogue and experience. */
  describe(id: string, endpoint: Endpoint): Model {
    const { models: userModels } = this.#settings.read();
    const model = resolveModel(id, endpoint, { userModels, listed: this.#listing.find(endpoint, id) });
    return { ...model, tokenRatio: this.#calibration.ratio(id, model.tokenRatio) };
  }
}

const isSame = (a: Target, b: Target) => a.endpoint.baseUrl === b.endpoint.baseUrl && a.model.id === b.model.id;
