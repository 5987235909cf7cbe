/** What stands behind a name that is typed after a slash. */
export type SlashCommand =
  /** Its text is put before what the user adds. */
  | {
      readonly kind: 'prompt';
      readonly name: string;
      readonly description: string;
      readonly hint: string;
      readonly prompt: string;
    }
  /** It does something in the editor or the panel, and asks no model. */
  | {
      readonly kind: 'action';
      readonly name: 'edit' | 'clear' | 'model' | 'strategy' | 'cost';
      readonly description: string;
      readonly hint: string;
    };

/** In the order in which they are offered. */
export const slashCommands: readonly SlashCommand[] = [
  {
    kind: 'prompt',
    name: 'explain',
    description: 'Explain the code that goes along',
    hint: '[what about it]',
    prompt:
      'Explain the code above: first what it is for, in a sentence or two, then how it works, step by step where it is not obvious, and last what is surprising or risky about it.',
  },
  {
    kind: 'prompt',
    name: 'fix',
    description: 'Find what is wrong, and mend it',
    hint: '[what is wrong]',
    prompt:
      'Find what is wrong with the code above, reported problems first. Say the cause of each in a sentence, then give the smallest change that mends it.',
  },
  {
    kind: 'prompt',
    name: 'tests',
    description: 'Write tests for the code that goes along',
    hint: '[what to test]',
    prompt:
      'Write tests for the code above, with the test framework and in the style that the project uses. Cover the ordinary cases, the edges and the failures. Give the tests as one block with the path of the file where they belong.',
  },
  {
    kind: 'prompt',
    name: 'doc',
    description: 'Write documentation comments',
    hint: '[for what]',
    prompt:
      'Write documentation comments for what the code above declares, in the usual form of its language: what it does and promises, not how. Change nothing else.',
  },
  { kind: 'action', name: 'edit', description: 'Change the selected code as you say', hint: '<instruction>' },
  { kind: 'action', name: 'clear', description: 'Start a new chat', hint: '' },
  { kind: 'action', name: 'model', description: 'Choose the model', hint: '' },
  { kind: 'action', name: 'strategy', description: 'Choose how much effort a request is worth', hint: '' },
  { kind: 'action', name: 'cost', description: 'Show what this chat has cost', hint: '' },
];

export interface SlashInput {
  readonly name: string;
  /** What stands behind the name. */
  readonly rest: string;
}

/** `/fix the total` → `fix`, `the total`; undefined for a text that is no command, such as `/etc/hosts is odd`. */
export function parseSlash(text: string): SlashInput | undefined {
  const [, name, rest] = /^\/([a-z][\w-]*)(?:\s+([\s\S]*))?$/i.exec(text.trim()) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), rest: rest?.trim() ?? '' };
}

/** What is sent for a command. */
export function promptOf(prompt: string, rest: string): string {
  return rest === '' ? prompt : `${prompt}\n\n${rest}`;
}
