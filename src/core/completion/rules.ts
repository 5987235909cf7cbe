import type { EpochMilliseconds } from '../base/units.ts';
import { isBlank } from './indentation.ts';
import type { InlineCall } from './call.ts';
import type { Site } from './site.ts';

/** Why nothing may be shown, however it was come by. */
export type ShowObjection =
  'untrusted' | 'excluded' | 'disabled' | 'snoozed' | 'hugeFile' | 'severalCursors' | 'selection' | 'suggestWidget';

/** Why the place is not worth a request; what is at hand may be shown there still. */
export type PlaceObjection = 'midWord' | 'codeToTheRight' | 'statementEnd' | 'emptyDocument';

/** Beyond, a file is generated, and VS Code itself turns its features off. */
const mostLines = 50_000;
const longestLine = 10_000;

interface ShowRule {
  readonly objection: ShowObjection;
  /** Whether a suggestion asked for by hand comes nevertheless. */
  readonly yieldsToManual: boolean;
  readonly applies: (call: InlineCall, now: EpochMilliseconds) => boolean;
}

/** In the order in which they are asked. */
const showRules: readonly ShowRule[] = [
  { objection: 'untrusted', yieldsToManual: false, applies: ({ isTrusted }) => !isTrusted },
  // What is never sent is not sent by hand either.
  { objection: 'excluded', yieldsToManual: false, applies: ({ isExcluded }) => isExcluded },
  { objection: 'disabled', yieldsToManual: true, applies: ({ isEnabled }) => !isEnabled },
  { objection: 'snoozed', yieldsToManual: true, applies: ({ snoozedUntil = 0 }, now) => now < snoozedUntil },
  { objection: 'hugeFile', yieldsToManual: true, applies: isHuge },
  { objection: 'severalCursors', yieldsToManual: true, applies: ({ cursors }) => cursors > 1 },
  { objection: 'selection', yieldsToManual: true, applies: ({ hasSelection }) => hasSelection },
  // VS Code shows only what the selected entry begins.
  { objection: 'suggestWidget', yieldsToManual: false, applies: (call) => !extendsTyped(call) },
];

interface PlaceRule {
  readonly objection: PlaceObjection;
  readonly applies: (site: Site) => boolean;
}

/** In the order in which they are asked. A manual trigger passes them all. */
const placeRules: readonly PlaceRule[] = [
  { objection: 'midWord', applies: ({ lineSuffix }) => /^[\p{L}\p{N}_$]/u.test(lineSuffix) },
  { objection: 'codeToTheRight', applies: ({ lineSuffix }) => !closersOnly.test(lineSuffix) },
  { objection: 'statementEnd', applies: endsStatement },
  { objection: 'emptyDocument', applies: isEmpty },
];

/** Brackets, quotes, tags and comments that end, what separates or ends statements, and the brace of a block. */
const closersOnly = /^([\s)\]}"'`;:,>]|\/>|\*\/|<\/[\w.:-]*>|%>|\?>)*(\{|=>|->|do|then)?\s*$/;

/** A line that begins so goes on behind its closing bracket: with a body. */
const headOfBlock =
  /^\s*([)\]}]\s*)*(export|default|public|private|protected|internal|static|async|function|def|fn|func|fun|sub|class|if|elif|else|for|foreach|while|until|unless|switch|match|catch|except|with|when|using|lock|loop|test|it|describe|struct|impl|interface|enum|record)\b/;
/** A type and a name before the parameters, as in `int main(void)`. */
const declaration = /^\s*(?!(return|await|new|throw|yield|else|in|of)\b)[\w<>[\],.:*&?]+\s+[\w~:]+\s*\([^=]*\)$/;

export function objectionToShowing(call: InlineCall, now: EpochMilliseconds): ShowObjection | undefined {
  return showRules.find(
    ({ applies, yieldsToManual }) => !(yieldsToManual && call.trigger === 'manual') && applies(call, now),
  )?.objection;
}

export function objectionToPlace(site: Site): PlaceObjection | undefined {
  return placeRules.find(({ applies }) => applies(site))?.objection;
}

function isHuge({ document, position }: InlineCall): boolean {
  return document.lineCount > mostLines || document.lineAt(position.line).length > longestLine;
}

function extendsTyped({ document, suggestItem }: InlineCall): boolean {
  if (!suggestItem) return true;
  const { start, end, text } = suggestItem;
  return start.line === end.line && text.startsWith(document.lineAt(start.line).slice(start.character, end.character));
}

/** Whether the cursor stands right behind a bracket or semicolon that ends a statement: what comes next begins a line. */
function endsStatement({ linePrefix, lineSuffix, cursor, lineStart, traits }: Site): boolean {
  if (cursor.inside !== 'code' || traits.isProse || !isBlank(lineSuffix)) return false;
  if (/[;}]$/.test(linePrefix)) return true;
  const isClosed = /[)\]]$/.test(linePrefix) && cursor.open.length <= lineStart.open.length;
  return isClosed && !headOfBlock.test(linePrefix) && !declaration.test(linePrefix);
}

function isEmpty({ before, linePrefix, lineSuffix, after }: Site): boolean {
  return [...before, linePrefix, lineSuffix, ...after].every(isBlank);
}
