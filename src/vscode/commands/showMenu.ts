import { QuickPickItemKind, commands, window, type QuickPickItem } from 'vscode';

interface MenuItem extends QuickPickItem {
  readonly command?: string;
}

const section = (label: string): MenuItem => ({ label, kind: QuickPickItemKind.Separator });

/** What the status-bar item opens. @param facts a line on where things stand, e.g. the session's cost */
export async function showMenu(facts: {
  readonly cost: string;
  readonly model: string;
  readonly strategy: string;
  /** How ghost text stands. */
  readonly suggestions: string;
}): Promise<void> {
  const items: readonly MenuItem[] = [
    section(`This session: ${facts.cost}`),
    { label: '$(sparkle) Generate from Comment', command: 'parlance.generateFromComment' },
    { label: '$(comment-discussion) Open Chat', command: 'parlance.openChat' },
    section('Model'),
    { label: '$(symbol-misc) Select Model', description: facts.model, command: 'parlance.selectModel' },
    { label: '$(dashboard) Select Strategy', description: facts.strategy, command: 'parlance.selectStrategy' },
    { label: '$(key) Set API Key', command: 'parlance.setApiKey' },
    section(`Inline suggestions: ${facts.suggestions}`),
    { label: '$(eye) Toggle Inline Suggestions', command: 'parlance.toggleInlineSuggestions' },
    { label: '$(bell-slash) Snooze Inline Suggestions', command: 'parlance.snoozeInlineSuggestions' },
    { label: '$(question) Why No Suggestion?', command: 'parlance.explainNoSuggestion' },
    section('More'),
    { label: '$(graph) Show Usage and Cost', command: 'parlance.showUsage' },
    { label: '$(pulse) Show Health', command: 'parlance.showHealth' },
    { label: '$(output) Show Log', command: 'parlance.showLog' },
    { label: '$(gear) Open Settings', command: 'workbench.action.openSettings' },
  ];
  const picked = await window.showQuickPick(items, { title: 'Parlance', placeHolder: 'What would you like to do?' });
  if (!picked?.command) return;
  const query = picked.command === 'workbench.action.openSettings' ? ['@ext:parlance.parlance'] : [];
  await commands.executeCommand(picked.command, ...query);
}
