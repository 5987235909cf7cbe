import { commands, window, type Disposable } from 'vscode';
import { elements, field, stringField } from '../../core/base/json.ts';
import type { Log } from '../../core/base/log.ts';
import { DisposableStore } from '../lifecycle.ts';

/** What a command does. Lenses pass the id of a review; everything else comes from the editor. */
type CommandHandler = (id?: string) => Promise<void> | void;
export type CommandHandlers = Readonly<Record<string, CommandHandler>>;

const prefix = 'parlance.';

/**
 * Registers the commands that the manifest lists; what they do is loaded with the first of them.
 * What a handler throws is our own mistake: logged, and said.
 */
export function registerCommands(manifest: unknown, load: () => Promise<CommandHandlers>, log: Log): Disposable {
  const store = new DisposableStore();
  for (const contributed of elements(field(field(manifest, 'contributes'), 'commands')) ?? []) {
    const command = stringField(contributed, 'command') ?? '';
    const run = async (id?: unknown) => {
      try {
        const handlers = await load();
        await handlers[command.slice(prefix.length)]?.(typeof id === 'string' ? id : undefined);
      } catch (error) {
        log.error(`${command} failed.`, error);
        const choice = await window.showErrorMessage('Parlance failed at this. The log says why.', 'Show Log');
        if (choice) await commands.executeCommand('parlance.showLog');
      }
    };
    store.add(commands.registerCommand(command, run));
  }
  return store;
}
