import type { CommentSyntax } from './commentSyntax.ts';

/** The lines of a comment that says `instruction`; none where the language has no comments. */
export function formatAsComment(instruction: string, { line, block }: CommentSyntax): string[] {
  const lines = instruction.split(/\r?\n/);
  const [marker] = line;
  if (marker !== undefined) return lines.map((text) => `${marker.trimEnd()} ${text}`.trimEnd());
  const [pair] = block;
  if (!pair) return [];
  const [only] = lines;
  if (lines.length === 1) return [`${pair.open} ${only} ${pair.close}`];
  return [pair.open, ...lines, pair.close];
}
