import { commands, env, window } from 'vscode';
import type { MentionView } from '../../../protocol/chatView.ts';
import { refusal, type Collected, type ContextSource } from './contextSource.ts';

const label = 'Terminal';

/**
 * What is selected in the terminal. VS Code gives it to an extension only by way of the clipboard,
 * which is put back as it was, and only when the user asks for it.
 */
export class TerminalSource implements ContextSource {
  readonly prefix = 'terminal';
  /** Kept as it was taken: the selection is gone when the terminal writes. */
  #text = '';

  find(query: string): readonly MentionView[] {
    if (!'terminal'.startsWith(query.toLowerCase()) || !window.activeTerminal) return [];
    return [{ id: 'terminal:', kind: 'terminal', label, detail: 'What is selected in it', insert: '' }];
  }

  async collect(id: string): Promise<Collected> {
    if (this.#text === '') this.#text = await readSelection();
    if (this.#text === '') return refusal(label, 'nothing is selected in it');
    return {
      kind: 'collected',
      attachment: { id, kind: 'terminal', label, path: '', languageId: '', startLine: 0, text: this.#text },
    };
  }

  /** The chip was taken away or sent: the next one is another selection. */
  forget(): void {
    this.#text = '';
  }
}

async function readSelection(): Promise<string> {
  const before = await env.clipboard.readText();
  // Without text there may be a picture, which cannot be put back: it stays where nothing is selected.
  if (before !== '') await env.clipboard.writeText('');
  let selected = '';
  try {
    await commands.executeCommand('workbench.action.terminal.copySelection');
    selected = await env.clipboard.readText();
  } finally {
    if (before !== '' || selected !== '') await env.clipboard.writeText(before);
  }
  return selected;
}
