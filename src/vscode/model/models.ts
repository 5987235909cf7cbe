import type { ConfigurationScope } from 'vscode';
import { resolveModel } from '../../core/provider/catalogue.ts';
import type { FoundKey } from '../../core/provider/connection.ts';
import type { Target } from '../../core/provider/target.ts';
import type { Connections } from '../connections.ts';
import type { SettingsReader } from '../settings.ts';

/** Says which model a request goes to. */
export class Models {
  readonly #connections: Connections;
  readonly #settings: SettingsReader;

  constructor(connections: Connections, settings: SettingsReader) {
    this.#connections = connections;
    this.#settings = settings;
  }

  /** The model for commands and chat, by the settings of `scope`. */
  async target(scope?: ConfigurationScope): Promise<{ readonly target: Target; readonly key: FoundKey }> {
    const { endpoint, key } = await this.#connections.current();
    const { model, models } = this.#settings.read(scope);
    return { target: { endpoint, model: resolveModel(model, endpoint, models) }, key };
  }
}
