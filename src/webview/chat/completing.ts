import type { SlashCommandView } from '../../protocol/chatView.ts';

/** What is being typed at the cursor, if it is something to choose from a list. */
export type Completing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'command'; readonly query: string; readonly start: number }
  /** Behind an `@`, which stands at `start`. */
  | { readonly kind: 'mention'; readonly query: string; readonly start: number };

const longestQuery = 200;

export function completingAt(text: string, cursor: number): Completing {
  const before = text.slice(Math.max(0, cursor - longestQuery), cursor);
  const command = /^\s*\/([\w-]*)$/.exec(text.slice(0, cursor));
  if (command) return { kind: 'command', query: command[1] ?? '', start: cursor - (command[1] ?? '').length - 1 };
  const mention = /(?:^|[\s(])@([^\s@]*)$/.exec(before);
  if (mention) return { kind: 'mention', query: mention[1] ?? '', start: cursor - (mention[1] ?? '').length - 1 };
  return { kind: 'nothing' };
}

/** Those whose name begins with the query first, then those that hold it. */
export function matchingCommands(commands: readonly SlashCommandView[], query: string): readonly SlashCommandView[] {
  const wanted = query.toLowerCase();
  const rank = ({ name, description }: SlashCommandView) => {
    if (name.toLowerCase().startsWith(wanted)) return 0;
    if (name.toLowerCase().includes(wanted)) return 1;
    return description.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return commands.filter((command) => rank(command) < 3).sort((a, b) => rank(a) - rank(b));
}
