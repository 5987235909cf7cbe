import { parseEnv } from 'node:util';
import { EventEmitter, Uri, workspace, type Disposable, type Event, type SecretStorage } from 'vscode';
import { ParlanceError } from '../core/errors.ts';
import type { Policy } from '../core/provider/pipe.ts';
import { presets } from '../core/provider/presets.ts';
import { originOf, resolveConnection, type Connection } from '../core/provider/connection.ts';
import type { Endpoint, ProviderId } from '../core/provider/target.ts';
import { DisposableStore } from './lifecycle.ts';
import type { SettingsReader } from './settings.ts';

const secretName = (origin: string) => `parlance.apiKey:${origin}`;

/** Finds the endpoint and its key. Keys stay in here and in the request that carries them. */
export class Connections implements Disposable {
  readonly #store = new DisposableStore();
  readonly #didChange = this.#store.add(new EventEmitter<void>());
  readonly #settings: SettingsReader;
  readonly #secrets: SecretStorage;
  #current: Promise<Connection> | undefined;
  #hasRefusedKey = false;

  /** Fires when the endpoint or its key may have changed. */
  readonly onDidChange: Event<void> = this.#didChange.event;

  constructor(settings: SettingsReader, secrets: SecretStorage) {
    this.#settings = settings;
    this.#secrets = secrets;
    const forget = () => this.#forget();
    const dotenv = this.#store.add(workspace.createFileSystemWatcher('**/.env'));
    for (const changed of [dotenv.onDidChange, dotenv.onDidCreate, dotenv.onDidDelete])
      this.#store.add(changed(forget));
    this.#store.add(settings.onDidChange(forget));
    this.#store.add(secrets.onDidChange(forget));
    this.#store.add(workspace.onDidGrantWorkspaceTrust(forget));
    this.#store.add(workspace.onDidChangeWorkspaceFolders(forget));
  }

  /** The connection of the configured provider, remembered until something about it changes. */
  current(): Promise<Connection> {
    const { provider, baseUrl } = this.#settings.read();
    return (this.#current ??= this.#resolve(provider, baseUrl));
  }

  /** The connection of a provider at its usual address, whichever is configured. */
  async of(provider: ProviderId): Promise<Connection> {
    const current = await this.current();
    return current.endpoint.provider === provider ? current : this.#resolve(provider, '');
  }

  /** The key that may go to `endpoint`; never another origin's. */
  async keyFor(endpoint: Endpoint): Promise<string | undefined> {
    const { endpoint: own, key } = await this.of(endpoint.provider);
    if (key.kind !== 'found' || originOf(own.baseUrl) !== originOf(endpoint.baseUrl)) return undefined;
    return key.key;
  }

  /** Whether the provider has refused the key since it, or the endpoint, last changed. */
  get hasRefusedKey(): boolean {
    return this.#hasRefusedKey;
  }

  /** Notes a refusal, as every pipe of the window has to. */
  readonly watchKey: Policy = (next) => {
    const note = (isRefused: boolean) => {
      if (this.#hasRefusedKey === isRefused) return;
      this.#hasRefusedKey = isRefused;
      this.#didChange.fire();
    };
    return async function* watched(request, signal) {
      try {
        yield* next(request, signal);
        note(false);
      } catch (error) {
        if (error instanceof ParlanceError && error.kind === 'keyRejected') note(true);
        throw error;
      }
    };
  };

  async storeKey(baseUrl: string, key: string): Promise<void> {
    await this.#secrets.store(secretName(originOf(baseUrl)), key);
    this.#forget(); // VS Code tells of new values only, and a refusal may be mended at the provider's end
  }

  async removeKey(baseUrl: string): Promise<void> {
    await this.#secrets.delete(secretName(originOf(baseUrl)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #forget(): void {
    this.#current = undefined;
    this.#hasRefusedKey = false;
    this.#didChange.fire();
  }

  async #resolve(provider: ProviderId, baseUrl: string): Promise<Connection> {
    return resolveConnection(presets[provider], baseUrl, {
      stored: async (origin) => this.#secrets.get(secretName(origin)),
      environment: process.env,
      dotenv: workspace.isTrusted ? await readDotenv() : {},
    });
  }
}

/** Of the first workspace folder that has one. */
async function readDotenv(): Promise<NodeJS.Dict<string>> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const text = await readText(Uri.joinPath(uri, '.env'));
    if (text !== undefined) return parseEnv(text.replace(/^\uFEFF/, ''));
  }
  return {};
}

async function readText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined; // No such file: nothing to read from it.
  }
}
