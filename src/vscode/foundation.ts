import type { EventEmitter, LogOutputChannel, Memento, Uri } from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import type { Log } from '../core/base/log.ts';
import type { Calibration } from '../core/context/tokens/calibration.ts';
import type { Session } from '../core/cost/session.ts';
import type { ListedModels } from '../core/provider/listedModels.ts';
import type { Activity } from '../core/reliability/activity.ts';
import type { Connections } from './connections.ts';
import type { DisposableStore } from './lifecycle.ts';
import type { Models } from './model/models.ts';
import type { SettingsReader } from './settings.ts';

/** What is there from activation on. Everything else is built on it when it is first needed. */
export interface Foundation {
  readonly store: DisposableStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly channel: LogOutputChannel;
  readonly settings: SettingsReader;
  readonly connections: Connections;
  readonly models: Models;
  readonly session: Session;
  /** What is known of the models' vocabularies. */
  readonly calibration: Calibration;
  /** What providers list of their models. */
  readonly listing: ListedModels;
  readonly activity: Activity;
  /** Remembered between sessions, for all workspaces. */
  readonly memory: Memento;
  /** The absolute path of a file of the extension. */
  readonly asset: (path: string) => string;
  readonly extensionUri: Uri;
  /** Where this workspace's chats are kept; of the empty window, all windows'. */
  readonly storageFolder: string;
  /** Of all windows. */
  readonly ledgerPath: string;
  readonly version: string;
  /** To be fired when something changes that the status bar shows. */
  readonly didChangeStatus: EventEmitter<void>;
}
