import { commands, env, ProgressLocation, Uri, window } from 'vscode';
import { presets } from '../../core/provider/presets.ts';
import { listModels, type ModelListing } from '../../core/provider/listModels.ts';
import type { Endpoint } from '../../core/provider/target.ts';
import type { Connections } from '../connections.ts';
import { toSignal } from '../signal.ts';

/** Asks for the key, tries it with one free call, and stores it only where that did not refuse it. */
export async function setApiKey(connections: Connections, fetch: typeof globalThis.fetch): Promise<void> {
  const { endpoint } = await connections.current();
  const { name, isKeyless } = presets[endpoint.provider];
  if (endpoint.baseUrl === '') return askForBaseUrl();
  if (isKeyless) {
    void window.showInformationMessage(`${name} needs no key.`);
    return;
  }
  const key = await askForKey(endpoint);
  if (key === undefined) return;
  const listing = await check(endpoint, key, fetch);
  if (listing && (await isWanted(listing, endpoint))) {
    await connections.storeKey(endpoint.baseUrl, key);
    void window.showInformationMessage(`The key for ${name} is stored. ${sayWhatWasChecked(listing)}`);
  }
}

export async function removeApiKey(connections: Connections): Promise<void> {
  const { endpoint } = await connections.current();
  await connections.removeKey(endpoint.baseUrl);
  const { key } = await connections.current();
  const { name } = presets[endpoint.provider];
  const left = key.kind === 'found' ? ` The key from ${key.from} is used now.` : '';
  void window.showInformationMessage(`The stored key for ${name} is removed.${left}`);
}

async function askForKey({ provider, baseUrl }: Endpoint): Promise<string | undefined> {
  const { name, keysUrl } = presets[provider];
  const key = await window.showInputBox({
    title: `API key for ${name}`,
    prompt: `It goes to ${baseUrl} only, and is kept in VS Code's secret storage.${keysUrl ? ` Keys: ${keysUrl}` : ''}`,
    password: true,
    ignoreFocusOut: true,
    validateInput: problemWith,
  });
  return key?.trim();
}

/** What cannot be a key in a header. Not more: providers change how their keys look. */
function problemWith(input: string): string | undefined {
  const key = input.trim();
  if (key === '') return 'Paste the key here, or press Escape to leave.';
  if (/\s/.test(key)) return 'A key has no spaces or line breaks. Copy it again, without the text around it.';
  return /^[\x21-\x7e]+$/.test(key) ? undefined : 'A key has only plain letters, digits and signs. Copy it again.';
}

async function check(
  endpoint: Endpoint,
  key: string,
  fetch: typeof globalThis.fetch,
): Promise<ModelListing | undefined> {
  const { name } = presets[endpoint.provider];
  return window.withProgress(
    { location: ProgressLocation.Notification, title: `Asking ${name} about the key`, cancellable: true },
    async (_progress, token) => {
      const cancel = toSignal(token);
      try {
        const limit = AbortSignal.timeout(20_000);
        return await listModels(endpoint, key, fetch, AbortSignal.any([cancel.signal, limit]));
      } catch (error) {
        return token.isCancellationRequested ? undefined : { kind: 'unreachable', cause: error };
      } finally {
        cancel.dispose();
      }
    },
  );
}

/** Where the call proves nothing the user decides; a refused key is not stored. */
async function isWanted(listing: ModelListing, { provider, baseUrl }: Endpoint): Promise<boolean> {
  const { name, keysUrl } = presets[provider];
  switch (listing.kind) {
    case 'listed':
    case 'notServed':
      return true;
    case 'rejected': {
      const message = `${name} refuses this key (status ${listing.status}), so it was not stored. Check that it is complete and not revoked.`;
      const open = keysUrl ? ['Open Keys Page'] : [];
      const choice = await window.showErrorMessage(message, ...open);
      if (choice && keysUrl) await env.openExternal(Uri.parse(keysUrl));
      return false;
    }
    case 'foreign':
      return confirm(
        `${baseUrl} does not answer like a model server (status ${listing.status}). Is the address right?`,
      );
    case 'unreachable':
      return confirm(`${baseUrl} cannot be reached, so the key could not be checked.`);
  }
}

async function confirm(problem: string): Promise<boolean> {
  return (await window.showWarningMessage(problem, 'Store Anyway', 'Discard')) === 'Store Anyway';
}

function sayWhatWasChecked(listing: ModelListing): string {
  if (listing.kind === 'listed') return 'The provider accepts it.';
  return listing.kind === 'notServed'
    ? 'This server has no way to check it before the first request.'
    : 'It is unchecked.';
}

async function askForBaseUrl(): Promise<void> {
  const message = 'Set the address of your server first (Parlance: Base Url).';
  if (await window.showWarningMessage(message, 'Open Settings')) {
    await commands.executeCommand('workbench.action.openSettings', 'parlance.baseUrl');
  }
}
