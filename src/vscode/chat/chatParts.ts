import type { Uri } from 'vscode';
import type { Clock } from '../../core/base/clock.ts';
import type { Log } from '../../core/base/log.ts';
import type { Calibration } from '../../core/context/tokens/calibration.ts';
import type { TokenCounter } from '../../core/context/tokens/tokenCounter.ts';
import type { CurrencyDisplay } from '../../core/cost/format.ts';
import type { Pipe } from '../../core/provider/pipe.ts';
import type { ProviderId } from '../../core/provider/target.ts';
import type { ChatStore } from '../../storage/chats.ts';
import type { FileExclusions } from '../context/fileExclusions.ts';
import type { Models } from '../model/models.ts';
import type { RequestBuilder } from '../model/requestBuilder.ts';
import type { SettingsReader } from '../settings.ts';

/** What the chat is built on. */
export interface ChatParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: SettingsReader;
  readonly models: Models;
  readonly requests: RequestBuilder;
  readonly tokens: TokenCounter;
  readonly calibration: Calibration;
  readonly exclusions: FileExclusions;
  readonly pipe: Pipe;
  /** Whether the adaptive strategy is to be a step cheaper, as a budget is nearly used up. */
  readonly isSaving: () => boolean;
  readonly store: ChatStore;
  readonly currency: (provider: ProviderId) => CurrencyDisplay;
  /** Of the extension, for its bundles. */
  readonly extensionUri: Uri;
}
