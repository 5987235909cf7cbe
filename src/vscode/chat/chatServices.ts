import type { Event } from 'vscode';
import type { ErrorAction } from '../../core/provider/describeError.ts';
import type { Latencies } from '../../core/provider/latencies.ts';
import type { ChatParts } from './chatParts.ts';
import type { ChatRequests } from './chatRequests.ts';
import type { Chips } from './chips.ts';
import type { CodeBlocks } from './codeBlocks.ts';
import type { ContextSource } from './context/contextSource.ts';
import type { LastEditor } from './lastEditor.ts';
import type { OpenThreads } from './openThreads.ts';
import type { PromptFiles } from './promptFiles.ts';

/** What all views of the chat share. */
export interface ChatServices extends Omit<
  ChatParts,
  'requests' | 'calibration' | 'exclusions' | 'pipe' | 'extensionUri'
> {
  readonly requests: ChatRequests;
  readonly threads: OpenThreads;
  readonly chips: Chips;
  readonly sources: readonly ContextSource[];
  readonly lastEditor: LastEditor;
  readonly prompts: PromptFiles;
  readonly onDidChangePrompts: Event<void>;
  readonly blocks: CodeBlocks;
  readonly latencies: Latencies;
  /** What a button under a failed answer does. */
  readonly act: (action: ErrorAction) => Promise<void>;
  readonly openInEditor: (chatId: string) => Promise<void>;
}
