import type { Message } from '../request.ts';

const system = `The user sends code with a hole in it, marked <HOLE/>. Reply with exactly the text that belongs in the hole: no explanation, no Markdown fence, no repetition of what stands around it.`;

/** Asks a chat model to fill in the middle, where the server turned out to have no endpoint for it. */
export function holeMessages(prefix: string, suffix: string): readonly Message[] {
  return [
    { role: 'system', content: system },
    { role: 'user', content: `${prefix}<HOLE/>${suffix}` },
  ];
}
