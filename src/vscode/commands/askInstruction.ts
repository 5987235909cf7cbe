import { ThemeIcon, window, type Memento, type QuickInputButton, type QuickPickItem } from 'vscode';
import { DisposableStore } from '../lifecycle.ts';

const historyKey = 'parlance.instructions';
const historyLength = 30;

export interface Instruction {
  readonly text: string;
  /** The user asked to have it in the file as a comment, too. */
  readonly asComment: boolean;
}

/** Asks what to generate, offering what was asked before; `undefined` when the user leaves. */
export async function askInstruction(memory: Memento): Promise<Instruction | undefined> {
  const history = memory.get<readonly string[]>(historyKey, []);
  const store = new DisposableStore();
  try {
    const answer = await pick(history, store);
    if (answer) await memory.update(historyKey, remember(history, answer.text));
    return answer;
  } finally {
    store.dispose();
  }
}

function pick(history: readonly string[], store: DisposableStore): Promise<Instruction | undefined> {
  const input = store.add(window.createQuickPick());
  input.title = 'Generate code here';
  input.placeholder = 'What should the code do?';
  input.ignoreFocusOut = true;
  let asComment = false;
  const showButtons = () => (input.buttons = [commentButton(asComment)]);
  const showItems = () => (input.items = itemsFor(input.value.trim(), history));
  showButtons();
  showItems();
  store.add(input.onDidChangeValue(showItems));
  store.add(
    input.onDidTriggerButton(() => {
      asComment = !asComment;
      showButtons();
    }),
  );
  const { promise, resolve } = Promise.withResolvers<Instruction | undefined>();
  store.add(
    input.onDidAccept(() => {
      const text = input.selectedItems[0]?.label ?? input.value.trim();
      if (text !== '') resolve({ text, asComment });
    }),
  );
  store.add(input.onDidHide(() => resolve(undefined)));
  input.show();
  return promise;
}

/** What is typed comes first, so that Enter takes it; what was asked before is filtered by it. */
function itemsFor(typed: string, history: readonly string[]): QuickPickItem[] {
  const before = history
    .filter((text) => text !== typed)
    .map((label) => ({ label, iconPath: new ThemeIcon('history') }));
  return typed === '' ? before : [{ label: typed, iconPath: new ThemeIcon('sparkle') }, ...before];
}

function commentButton(isOn: boolean): QuickInputButton {
  return {
    iconPath: new ThemeIcon(isOn ? 'comment-draft' : 'comment'),
    tooltip: isOn
      ? 'The instruction will be written above the code as a comment'
      : 'Write the instruction above the code as a comment, too',
  };
}

function remember(history: readonly string[], text: string): string[] {
  return [text, ...history.filter((other) => other !== text)].slice(0, historyLength);
}
