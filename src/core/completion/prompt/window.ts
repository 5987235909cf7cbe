import type { Tokens } from '../../base/units.ts';
import type { CountNow } from '../../context/tokens/trim.ts';
import type { Spot } from '../document.ts';

/** A run of whole lines: from `start` up to, not including, `end`. */
export interface LineWindow {
  readonly start: number;
  readonly end: number;
  readonly tokens: Tokens;
}

/**
 * The lines above the cursor's that fit. Where not all do, the window starts at a line that stays the same for a
 * while as the cursor moves down: consecutive prompts begin alike, and the provider's prompt cache is hit.
 */
export function windowAbove({ document, position }: Spot, maxTokens: Tokens, countNow: CountNow): LineWindow {
  const end = position.line;
  const counts: Tokens[] = [];
  let tokens = 0;
  let start = end;
  while (start > 0) {
    const count = countNow(`${document.lineAt(start - 1)}\n`);
    if (tokens + count > maxTokens) break;
    counts.push(count);
    tokens += count;
    start--;
  }
  const stable = start === 0 ? 0 : stableStart(start, end);
  for (const count of counts.splice(end - stable)) tokens -= count;
  return { start: stable, end, tokens };
}

/** The first multiple of a power of two that leaves most of what fits: at most two fifths are given up. */
function stableStart(start: number, end: number): number {
  const lines = end - start;
  const block = 2 ** Math.floor(Math.log2(Math.max(1, lines / 2.5)));
  return Math.min(end, Math.ceil(start / block) * block);
}

/** The lines below the cursor's that fit. They stay the same while lines are typed above them. */
export function windowBelow({ document, position }: Spot, maxTokens: Tokens, countNow: CountNow): LineWindow {
  const start = position.line + 1;
  let tokens = 0;
  let end = start;
  while (end < document.lineCount) {
    const count = countNow(`${document.lineAt(end)}\n`);
    if (tokens + count > maxTokens) break;
    tokens += count;
    end++;
  }
  return { start, end, tokens };
}
