import type { Endpoint, ProviderId } from './target.ts';

/** What a connection needs to know of a provider's preset. */
export interface ConnectionPreset {
  readonly id: ProviderId;
  /** Empty for `custom`: the user has to name one. */
  readonly baseUrl: string;
  readonly keyVariable?: string | undefined;
  readonly baseUrlVariable?: string | undefined;
  readonly isKeyless: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

export interface KeySources {
  /** Secret storage, by the origin that the key was stored for. */
  readonly stored: (origin: string) => Promise<string | undefined>;
  readonly environment: Variables;
  /** The `.env` file at the root of a trusted workspace. */
  readonly dotenv: Variables;
}

export type FoundKey =
  | { readonly kind: 'found'; readonly key: string; readonly from: 'secret storage' | 'environment' | '.env' }
  | { readonly kind: 'notNeeded' }
  | { readonly kind: 'missing' };

/** Where requests go together with the key that may go there; the two are never resolved apart. */
export interface Connection {
  readonly endpoint: Endpoint;
  readonly key: FoundKey;
}

/**
 * Base URL: setting, environment, preset. Key: secret storage, environment, `.env`.
 * A base URL in `.env` counts only with a key from the same file, so that no workspace can redirect the user's own key.
 * A stored key is bound to the origin it was stored for.
 */
export async function resolveConnection(
  preset: ConnectionPreset,
  baseUrlSetting: string,
  { stored, environment, dotenv }: KeySources,
): Promise<Connection> {
  const own = baseUrlSetting || variable(environment, preset.baseUrlVariable);
  const at = (baseUrl: string, key: FoundKey): Connection => ({
    endpoint: { provider: preset.id, baseUrl: baseUrl.replace(/\/+$/, ''), isKeyless: preset.isKeyless },
    key,
  });
  const baseUrl = own || preset.baseUrl;

  const storedKey = baseUrl === '' ? undefined : await stored(originOf(baseUrl));
  if (storedKey) return at(baseUrl, { kind: 'found', key: storedKey, from: 'secret storage' });
  const environmentKey = variable(environment, preset.keyVariable);
  if (environmentKey) return at(baseUrl, { kind: 'found', key: environmentKey, from: 'environment' });
  const dotenvKey = variable(dotenv, preset.keyVariable);
  if (dotenvKey) {
    const dotenvBaseUrl = own || variable(dotenv, preset.baseUrlVariable) || preset.baseUrl;
    return at(dotenvBaseUrl, { kind: 'found', key: dotenvKey, from: '.env' });
  }
  return at(baseUrl, { kind: preset.isKeyless ? 'notNeeded' : 'missing' });
}

/** Scheme, host and port; the text itself where it is no URL, so that a wrong one finds no key. */
export function originOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl;
}

function variable(variables: Variables, name: string | undefined): string {
  return (name === undefined ? undefined : variables[name])?.trim() ?? '';
}
