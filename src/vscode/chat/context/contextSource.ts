import type { OfferedAttachment } from '../../../core/chat/fitAttachments.ts';
import type { MentionView } from '../../../protocol/chatView.ts';

export type Collected =
  | { readonly kind: 'collected'; readonly attachment: OfferedAttachment }
  /** Nothing of it may or can go along: why, in a few words. */
  | { readonly kind: 'refused'; readonly label: string; readonly reason: string };

/** One kind of thing that can go along with a message. */
export interface ContextSource {
  /** What stands before the colon in its ids. */
  readonly prefix: string;
  /** What it offers for what is typed behind an `@`, the best first. */
  find(query: string): Promise<readonly MentionView[]> | readonly MentionView[];
  /** What stands behind an id now. */
  collect(id: string): Promise<Collected>;
}

export function refusal(label: string, reason: string): Collected {
  return { kind: 'refused', label, reason };
}
