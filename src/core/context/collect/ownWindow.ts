import type { Tokens, Utf16Offset } from '../../base/units.ts';
import { takeFirst, takeLast, type CountNow } from '../tokens/trim.ts';
import type { Hole } from './contextTask.ts';
import type { Scope } from './scopes.ts';
import type { TextLines } from './textLines.ts';

/** The text around a hole that goes along: from `start` to the hole, and from the hole to `end`. */
export interface OwnWindow {
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
  readonly tokens: Tokens;
}

/** What was written last says more about what comes than what follows. */
const shareBefore = 2 / 3;

/**
 * The text around `hole` that fits: the outermost scope that fits whole, then what lies next to it on both sides.
 * Where even the innermost scope does not fit, the lines nearest to the hole.
 */
export function ownWindow(
  { lines, hole, scopes }: { readonly lines: TextLines; readonly hole: Hole; readonly scopes: readonly Scope[] },
  maxTokens: Tokens,
  countNow: CountNow,
): OwnWindow {
  const { text } = lines;
  const reach = {
    start: takeLast(text, hole.start, maxTokens, countNow).start,
    end: takeFirst(text, hole.end, maxTokens, countNow).end,
  };
  let window: OwnWindow = { ...hole, tokens: 0 };
  for (const scope of scopes) {
    const start = Math.min(hole.start, lines.startOf(scope.startLine));
    const end = Math.max(hole.end, lines.startOf(scope.endLine));
    if (start < reach.start || end > reach.end) break;
    const tokens = countNow(text.slice(start, hole.start)) + countNow(text.slice(hole.end, end));
    if (tokens > maxTokens) break;
    window = { start, end, tokens };
  }
  return grown(window, { text, maxTokens, countNow });
}

/** Takes two thirds of the room before the window, the rest behind it, and what is left of that before it again. */
function grown(
  window: OwnWindow,
  { text, maxTokens, countNow }: { readonly text: string; readonly maxTokens: Tokens; readonly countNow: CountNow },
): OwnWindow {
  const room = maxTokens - window.tokens;
  const before = takeLast(text, window.start, room * shareBefore, countNow);
  const after = takeFirst(text, window.end, room - before.tokens, countNow);
  const further = takeLast(text, before.start, room - before.tokens - after.tokens, countNow);
  return {
    start: further.start,
    end: after.end,
    tokens: window.tokens + before.tokens + after.tokens + further.tokens,
  };
}
