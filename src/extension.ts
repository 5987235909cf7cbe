import { join } from 'node:path';
import { EventEmitter, languages, window, type ExtensionContext, type InlineCompletionItemProvider } from 'vscode';
import { stringField } from './core/base/json.ts';
import { Session } from './core/cost/session.ts';
import { Activity } from './core/reliability/activity.ts';
import { registerCommands } from './vscode/commands/registerCommands.ts';
import { Connections } from './vscode/connections.ts';
import type { Engine } from './vscode/engine.ts';
import type { Foundation } from './vscode/foundation.ts';
import { DisposableStore } from './vscode/lifecycle.ts';
import { announceTrace, channelLog } from './vscode/log.ts';
import { Models } from './vscode/model/models.ts';
import { rememberedListing } from './vscode/model/rememberedListing.ts';
import { rememberedRatios } from './vscode/model/tokenRatios.ts';
import { SettingsReader } from './vscode/settings.ts';
import { StatusBar } from './vscode/status/statusBar.ts';
import { statusFacts } from './vscode/status/statusFacts.ts';
import { systemClock } from './vscode/systemClock.ts';

/** Long enough for VS Code to finish its start. */
const warmUpMs = 2_000;

/** Builds what is needed from the start; the rest is loaded when it is asked for, or when the start is over. */
export function activate(context: ExtensionContext): void {
  const foundation = layFoundation(context);
  const { store, log, connections, didChangeStatus } = foundation;

  let loading: Promise<Engine> | undefined;
  const engine = () => (loading ??= import('./vscode/engine.ts').then(({ createEngine }) => createEngine(foundation)));
  const manifest: unknown = context.extension.packageJSON;
  store.add(registerCommands(manifest, async () => (await engine()).commands, log));

  // Registered at once: VS Code does not ask again for the key that came before.
  const ghostText: InlineCompletionItemProvider = {
    provideInlineCompletionItems: async (...call) => (await engine()).provideInlineCompletionItems(...call),
  };
  store.add(languages.registerInlineCompletionItemProvider({ pattern: '**' }, ghostText));

  const statusBar = store.add(
    new StatusBar(async () => {
      const loaded = await loading;
      return statusFacts(foundation, loaded?.access.breakers, loaded?.budgets);
    }),
  );
  store.add(didChangeStatus.event(() => statusBar.update()));
  store.add(connections.onDidChange(() => statusBar.update()));

  const warmUp = setTimeout(() => void engine(), warmUpMs);
  store.add({ dispose: () => clearTimeout(warmUp) });
}

function layFoundation({
  subscriptions,
  extension,
  extensionPath,
  extensionUri,
  secrets,
  globalState,
  storageUri,
  globalStorageUri,
}: ExtensionContext): Foundation {
  const store = new DisposableStore();
  subscriptions.push(store);
  const channel = store.add(window.createOutputChannel('Parlance', { log: true }));
  const log = channelLog(channel);
  store.add(announceTrace(channel));
  const settings = store.add(new SettingsReader(log));
  const connections = store.add(new Connections(settings, secrets));
  const calibration = rememberedRatios(globalState);
  const listing = rememberedListing(globalState);
  const didChangeStatus = store.add(new EventEmitter<void>());
  return {
    store,
    log,
    channel,
    settings,
    connections,
    didChangeStatus,
    clock: systemClock,
    calibration,
    listing,
    models: new Models({ connections, settings, calibration, listing }),
    session: new Session(),
    activity: new Activity(() => didChangeStatus.fire()),
    memory: globalState,
    asset: (path) => join(extensionPath, path),
    extensionUri,
    ledgerPath: join(globalStorageUri.fsPath, 'ledger.sqlite'),
    storageFolder: (storageUri ?? globalStorageUri).fsPath,
    version: stringField(extension.packageJSON, 'version') ?? '',
  };
}
