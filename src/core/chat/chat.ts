import type { EpochMilliseconds, Milliseconds, Tokens } from '../base/units.ts';
import type { Cost, Usage } from '../provider/chunk.ts';
import type { ErrorAction } from '../provider/describeError.ts';
import type { ErrorKind } from '../errors.ts';

export type MessageId = string;

type AttachmentKind = 'selection' | 'file' | 'folder' | 'symbol' | 'problems' | 'diff' | 'terminal' | 'editors';

/** Something that went along with a message, as it was then. */
export interface Attachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** Short: the file's name and lines. */
  readonly label: string;
  /** Relative to the workspace folder, with forward slashes; empty where it is no file. */
  readonly path: string;
  readonly languageId: string;
  /** Of the first line in its file, from 0. */
  readonly startLine: number;
  readonly text: string;
  /** Set where not all of it is here: what is missing, in a few words. */
  readonly cut?: string;
}

export interface UserMessage {
  readonly kind: 'user';
  readonly id: MessageId;
  /** Null for a first message. Messages with the same parent are versions of each other. */
  readonly parentId: MessageId | null;
  readonly atMs: EpochMilliseconds;
  /** As the user wrote it. */
  readonly text: string;
  /** What is sent in its place, where a command made more of it. */
  readonly prompt?: string;
  readonly attachments: readonly Attachment[];
}

export type AnswerState =
  | { readonly kind: 'streaming' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'partial'; readonly why: 'stopped' | 'length' | 'contentFilter' | 'toolCalls' | 'interrupted' }
  /** `text` may hold what came before. */
  | {
      readonly kind: 'failed';
      readonly error: ErrorKind;
      readonly message: string;
      readonly actions: readonly ErrorAction[];
    };

/** What an answer came to. */
export interface AnswerReceipt {
  readonly usage: Usage;
  readonly cost: Cost;
  readonly servedBy: 'network' | 'cache' | 'shared';
  readonly firstTokenMs?: Milliseconds | undefined;
  readonly totalMs: Milliseconds;
  readonly strategy: string;
}

export interface AnswerMessage {
  readonly kind: 'answer';
  readonly id: MessageId;
  readonly parentId: MessageId;
  readonly atMs: EpochMilliseconds;
  readonly text: string;
  readonly reasoning: string;
  readonly model: string;
  readonly state: AnswerState;
  readonly receipt?: AnswerReceipt | undefined;
  /** Older messages that did not fit and stayed out. */
  readonly leftOut?: number | undefined;
}

export type Message = UserMessage | AnswerMessage;

/** A summary that stands for all messages up to `upToId`. */
export interface Fold {
  readonly upToId: MessageId;
  readonly summary: string;
  readonly receipt: AnswerReceipt;
}

/** A conversation with all its branches: plain data, replaced as a whole by each change. */
export interface Chat {
  readonly id: string;
  readonly title: string;
  /** The user has named it: no message names it anew. */
  readonly isTitleOwn: boolean;
  readonly createdMs: EpochMilliseconds;
  readonly updatedMs: EpochMilliseconds;
  /** All branches, in the order in which they came. */
  readonly messages: readonly Message[];
  /** The last message of the branch that is shown; null while there is none. */
  readonly headId: MessageId | null;
  readonly folds: readonly Fold[];
  /** What was spent on messages that were deleted since: a chat's cost never shrinks. */
  readonly spent: readonly AnswerReceipt[];
}

/** The tokens that a message's text came to, by whoever counts. */
export type CountTokens = (text: string) => Tokens;
