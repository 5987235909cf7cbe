import type { Decision, Stage, Step } from './decision.ts';
import type { FilterName } from './filters/filter.ts';
import type { Outcome, Skip, Source } from './outcome.ts';

/** A decision in words: what came of it, and how it came to that. */
export interface Explanation {
  readonly headline: string;
  readonly steps: readonly string[];
}

export function explain({ steps, outcome, languageId, totalMs }: Decision): Explanation {
  return {
    headline: outcome ? headlineOf(outcome, languageId) : 'Still waiting for the answer.',
    steps: [...steps.map(lineOf), ...(totalMs === undefined ? [] : [`${inMs(totalMs)}  done`])],
  };
}

const sources: Readonly<Record<Source, string>> = {
  shown: 'It was shown already, and you typed on as it says.',
  cache: 'It was remembered; no request was needed.',
  flight: 'It came with a request that was already under way.',
  request: 'The model was asked.',
};

const stages: Readonly<Record<Stage, string>> = {
  show: 'May anything be shown?',
  reuse: 'Anything at hand?',
  wait: 'Anything under way?',
  place: 'Is the place worth a request?',
  obstacle: 'Does anything stand against a request?',
  pause: 'Pause',
  prompt: 'Prompt',
  request: 'Request',
  answer: 'Answer',
  fit: 'Does it fit here?',
};

const filters: Readonly<Record<FilterName, string>> = {
  thinking: 'only thoughts',
  fences: 'nothing inside its code fence',
  prose: 'sentences instead of code',
  promptLeak: 'parts of the prompt',
  restart: 'only code that stands before the cursor',
  reindent: 'only indentation',
  loop: 'the same text again and again',
  extent: 'code that belongs outside of this block',
  spacing: 'only space',
  suffixLines: 'only lines that stand below the cursor',
  restOfLine: 'only what stands to the right of the cursor',
  closers: 'only closing brackets that are there already',
  blank: 'nothing but closing brackets or space',
  invisible: 'text that VS Code would not show here',
};

const reasons: Readonly<Record<Exclude<Skip['reason'], 'filtered' | 'failed' | 'disabled'>, string>> = {
  untrusted: 'This workspace is not trusted, so nothing of it is sent. Trust it to get suggestions.',
  excluded: 'This file is never sent: parlance.context.exclude or an ignore file says so.',
  snoozed: 'Suggestions are snoozed. End it with “Snooze Inline Suggestions”.',
  hugeFile: 'The file, or this line, is too long.',
  severalCursors: 'There are several cursors.',
  selection: 'Text is selected.',
  suggestWidget: 'VS Code can only extend the selected entry of its list, and that does not begin with what you typed.',
  midWord: 'The cursor is inside a word.',
  codeToTheRight: 'There is code to the right of the cursor.',
  statementEnd: 'The statement is complete; the next suggestion comes on the next line.',
  emptyDocument: 'The file is empty, so there is nothing to go on.',
  keyMissing: 'There is no API key. Set one with “Set API Key”.',
  keyRejected: 'The provider refuses the API key. Set another with “Set API Key”.',
  budgetSpent: 'The budget is spent, or what is left of it is kept for commands and the chat.',
  breakerOpen: 'The provider failed several times in a row and is left alone for up to a minute.',
  limiterBusy: 'The rate limit is reached; a suggestion would come too late.',
  nothingHere: 'The model was asked at this place before and had nothing to suggest.',
  superseded: 'You went on typing before there was an answer.',
};

function headlineOf(outcome: Outcome, languageId: string): string {
  return outcome.kind === 'items'
    ? `A suggestion was offered. ${sources[outcome.source]}`
    : reasonOf(outcome.skip, languageId);
}

function reasonOf(skip: Skip, languageId: string): string {
  switch (skip.reason) {
    case 'filtered':
      return `The model answered, but with ${filters[skip.by]}.`;
    case 'failed':
      return `The request failed: ${skip.error instanceof Error ? skip.error.message : String(skip.error)}`;
    case 'disabled':
      return `Suggestions are off for ${languageId}. Turn them on with “Toggle Inline Suggestions”.`;
    default:
      return reasons[skip.reason];
  }
}

function lineOf({ stage, finding, figures, atMs }: Step): string {
  const details = Object.entries(figures).map(([name, value]) => `${inWords(name)} ${value}`);
  return `${inMs(atMs)}  ${stages[stage]}: ${[inWords(finding), ...details].join(', ')}`;
}

/** `linesAbove` as it is read. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

function inMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
