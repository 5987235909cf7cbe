/** A prompt of the user's own: a Markdown file in `.parlance/prompts`. */
export interface PromptFile {
  /** Typed after a slash. */
  readonly name: string;
  readonly description: string;
  readonly hint: string;
  readonly body: string;
}

const promptVariables = ['selection', 'file', 'path', 'language', 'diff', 'problems', 'input'] as const;
export type PromptVariable = (typeof promptVariables)[number];

const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** @param fileName without its folder; the name where the file gives none */
export function parsePromptFile(fileName: string, text: string): PromptFile {
  const clean = text.replace(/^\uFEFF/, '');
  const head = frontMatter.exec(clean);
  const fields = fieldsOf(head?.[1] ?? '');
  const body = clean.slice(head?.[0].length ?? 0).trim();
  return {
    name: nameFrom(fields.get('name') ?? fileName.replace(/(\.prompt)?\.md$/i, '')),
    description: fields.get('description') ?? firstLine(body),
    hint: fields.get('hint') ?? (body.includes('{{input}}') ? '[text]' : ''),
    body,
  };
}

/** The variables that a prompt asks for; each in `{{ }}`. */
export function variablesIn(body: string): ReadonlySet<PromptVariable> {
  const names = new Set([...body.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name));
  return new Set(promptVariables.filter((name) => names.has(name)));
}

/**
 * The prompt with its variables filled in; a name that is none stays as it is. What the user typed behind the command
 * goes to `{{input}}`, or to the end where the prompt has no such place.
 */
export function fillPrompt(
  body: string,
  values: Readonly<Partial<Record<PromptVariable, string>>>,
  input: string,
): string {
  const all: Readonly<Record<string, string | undefined>> = { ...values, input };
  const filled = body.replace(/\{\{\s*(\w+)\s*\}\}/g, (written: string, name: string) => all[name] ?? written);
  return input === '' || variablesIn(body).has('input') ? filled : `${filled}\n\n${input}`;
}

function fieldsOf(head: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.split(/\r?\n/)) {
    const [, key, value] = /^([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value) fields.set(key.toLowerCase(), value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return fields;
}

function nameFrom(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

function firstLine(body: string): string {
  const line = body.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  return line.replace(/^#+\s*/, '').slice(0, 80);
}
