import { elements, field, parseJson } from '../base/json.ts';
import type { Endpoint } from './target.ts';

export type ModelListing =
  | { readonly kind: 'listed'; readonly models: readonly unknown[] }
  /** The server answers, but has no such endpoint: says nothing about the key. */
  | { readonly kind: 'notServed'; readonly status: number }
  | { readonly kind: 'rejected'; readonly status: number }
  /** Something answered that is no model server: a proxy, a firewall, a wrong address. */
  | { readonly kind: 'foreign'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly cause: unknown };

/**
 * `GET {base}/models`: costs nothing, and most providers answer it only to a good key.
 * @throws the signal's reason when it aborts.
 */
export async function listModels(
  { baseUrl }: Endpoint,
  key: string | undefined,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<ModelListing> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (key !== undefined) headers['authorization'] = `Bearer ${key}`;
  try {
    const response = await fetch(`${baseUrl}/models`, { headers, signal, redirect: 'error' });
    const { status } = response;
    if (status === 401 || status === 403) return { kind: 'rejected', status };
    if (status === 404 || status === 405 || status === 501) return { kind: 'notServed', status };
    const models = response.ok ? modelsIn(await response.text()) : undefined;
    return models ? { kind: 'listed', models } : { kind: 'foreign', status };
  } catch (cause) {
    signal.throwIfAborted();
    return { kind: 'unreachable', cause };
  }
}

/** OpenAI's shape, or a bare array as some servers send; anything else is no model list. */
function modelsIn(body: string): readonly unknown[] | undefined {
  const parsed = parseJson(body);
  return elements(parsed) ?? elements(field(parsed, 'data'));
}
