import type { Tokens } from '../base/units.ts';
import { takeFirst, takeLast } from '../context/tokens/trim.ts';
import type { Attachment, CountTokens } from './chat.ts';
import { attachmentText } from './prompt.ts';

/** An attachment before it is known how much of it fits. */
export interface OfferedAttachment extends Attachment {
  /** The line that matters most, from 0, counted from the attachment's first; a cut keeps what is around it. */
  readonly focusLine?: number;
}

export interface FittedAttachment {
  /** Undefined where nothing of it goes along. */
  readonly attachment: Attachment | undefined;
  /** Of what goes along. */
  readonly tokens: Tokens;
  /** Why not all of it does, in a few words. */
  readonly warning?: string;
}

/** Less than this of a file says nothing. */
const leastTokens: Tokens = 120;

/**
 * How much of each attachment goes along within `maxTokens`, in the order in which they were added:
 * what the user chose first is cut last.
 */
export function fitAttachments(
  offered: readonly OfferedAttachment[],
  maxTokens: Tokens,
  count: CountTokens,
): readonly FittedAttachment[] {
  let left = maxTokens;
  return offered.map((attachment) => {
    const fitted = fitOne(attachment, left, count);
    left -= fitted.tokens;
    return fitted;
  });
}

function fitOne(
  { focusLine = 0, ...attachment }: OfferedAttachment,
  maxTokens: Tokens,
  count: CountTokens,
): FittedAttachment {
  const whole = count(attachmentText(attachment));
  const withTokens = { attachment, tokens: whole };
  if (whole <= maxTokens) return attachment.cut === undefined ? withTokens : { ...withTokens, warning: attachment.cut };
  const frame = count(attachmentText({ ...attachment, text: '', cut: 'lines 10000 to 20000 of 30000' }));
  const room = maxTokens - frame;
  if (room < leastTokens) {
    return {
      attachment: undefined,
      tokens: 0,
      warning: `left out: ${whole} tokens do not fit in ${Math.max(0, maxTokens)}`,
    };
  }
  return cut(attachment, focusLine, room, count);
}

function cut(attachment: Attachment, focusLine: number, room: Tokens, count: CountTokens): FittedAttachment {
  const { text, startLine } = attachment;
  const focus = offsetOfLine(text, focusLine);
  // A third goes to what comes before, as far as there is anything.
  const before = takeLast(text, focus, Math.floor(room / 3), count);
  const after = takeFirst(text, focus, room - before.tokens, count);
  const kept = text.slice(before.start, after.end);
  const first = startLine + linesIn(text.slice(0, before.start));
  const last = first + linesIn(kept) - (kept.endsWith('\n') ? 1 : 0);
  const total = startLine + linesIn(text);
  const note = `lines ${first + 1} to ${last + 1} of ${total}`;
  const part = { ...attachment, text: kept, startLine: first, cut: note };
  return { attachment: part, tokens: count(attachmentText(part)), warning: `cut to ${note}` };
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let index = 0; index < line; index++) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return offset;
    offset = next + 1;
  }
  return offset;
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
