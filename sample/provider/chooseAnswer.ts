import { cursorMark } from '../../src/core/completion/prompt/marks.ts';
import type { Recording } from './recordings.ts';

/** A fragment shorter than this says too little of what the user is writing. */
const shortestFragment = 4;

export const introduction = `I am the sample provider: I have recorded answers for the comments of the sample workspace, and I am not a model.

To get answers to your own words:
- run “Parlance: Set API Key” from the command palette, after choosing your provider in the setting “parlance.provider”, or
- start a local server (Ollama, LM Studio or llama.cpp) and run “npm start” again.`;

/** The recorded code where the request asks for it; nothing for other suggestions, an introduction for the rest. */
export function chooseAnswer(messages: readonly string[], recordings: readonly Recording[]): string {
  const request = messages.at(-1) ?? '';
  if (request.includes(cursorMark)) return continuation(request, recordings);
  const asked = recordings.find(({ instruction }) => words(request).includes(words(instruction)));
  return asked?.code ?? introduction;
}

/** For ghost text: the rest of a recorded program of which the user has written the line so far. */
function continuation(request: string, recordings: readonly Recording[]): string {
  const [before = ''] = request.slice(0, request.lastIndexOf(cursorMark)).split('\n').slice(-1);
  const fragment = before.trimStart();
  if (fragment.length < shortestFragment) return '';
  for (const { code } of recordings) {
    const line = code.split('\n').find((each) => each.trimStart().startsWith(fragment));
    if (line !== undefined) return code.slice(code.indexOf(line) + line.indexOf(fragment) + fragment.length);
  }
  return '';
}

/** Comments are wrapped at any width. */
function words(text: string): string {
  return text.split(/\s+/).join(' ');
}
