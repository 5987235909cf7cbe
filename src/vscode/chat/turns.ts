import { fillPrompt, variablesIn, type PromptFile, type PromptVariable } from '../../core/chat/promptFile.ts';
import { parseSlash, promptOf, slashCommands } from '../../core/chat/slashCommands.ts';
import type { Turn } from '../../core/chat/thread.ts';
import type { ContextSource } from './context/contextSource.ts';
import { fileId } from './context/fileSource.ts';
import type { Along } from './chips.ts';
import type { LastEditor } from './lastEditor.ts';
import { contextPath } from '../context/openFiles.ts';

/** What an input asks for. */
export type Asked =
  | { readonly kind: 'turn'; readonly turn: Turn }
  | {
      readonly kind: 'action';
      readonly name: 'edit' | 'clear' | 'model' | 'strategy' | 'cost';
      readonly rest: string;
    };

/** Makes of an input what is sent, with the text of a slash command or of a prompt file in its place. */
export async function turnOf(
  text: string,
  { attachments }: Along,
  prompts: readonly PromptFile[],
  context: { readonly lastEditor: LastEditor; readonly sources: readonly ContextSource[] },
): Promise<Asked> {
  const slash = parseSlash(text);
  const plain: Asked = { kind: 'turn', turn: { text, attachments } };
  if (!slash) return plain;
  const command = slashCommands.find(({ name }) => name === slash.name);
  if (command?.kind === 'action') return { kind: 'action', name: command.name, rest: slash.rest };
  if (command) return { kind: 'turn', turn: { text, attachments, prompt: promptOf(command.prompt, slash.rest) } };
  const own = prompts.find(({ name }) => name === slash.name);
  if (!own) return plain;
  const values = await valuesFor(own.body, context);
  return { kind: 'turn', turn: { text, attachments, prompt: fillPrompt(own.body, values, slash.rest) } };
}

async function valuesFor(
  body: string,
  { lastEditor, sources }: { readonly lastEditor: LastEditor; readonly sources: readonly ContextSource[] },
): Promise<Partial<Record<PromptVariable, string>>> {
  const wanted = variablesIn(body);
  const editor = lastEditor.current;
  const values: Partial<Record<PromptVariable, string>> = {};
  if (editor) {
    const { document, selection } = editor;
    if (wanted.has('selection')) values.selection = document.getText(selection);
    if (wanted.has('path')) values.path = contextPath(document);
    if (wanted.has('language')) values.language = document.languageId;
  }
  for (const name of ['diff', 'problems'] as const) {
    if (wanted.has(name)) values[name] = await collectedText(name, sources);
  }
  if (wanted.has('file') && editor) values.file = await collectedText(fileId(editor.document.uri), sources);
  return values;
}

/** By the source's own rules: a file that is never sent is not sent by a prompt either. */
async function collectedText(id: string, sources: readonly ContextSource[]): Promise<string> {
  const source = sources.find(({ prefix }) => id === prefix || id.startsWith(`${prefix}:`));
  const collected = await source?.collect(id.includes(':') ? id : `${id}:`);
  return collected?.kind === 'collected' ? collected.attachment.text : '';
}
