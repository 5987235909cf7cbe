import {
  ConfigurationTarget,
  EventEmitter,
  QuickPickItemKind,
  Uri,
  ViewColumn,
  window,
  workspace,
  type Disposable,
  type Event,
  type QuickPickItem,
  type TextDocumentContentProvider,
} from 'vscode';
import type { DecisionLog } from '../../core/completion/decision.ts';
import { explain } from '../../core/completion/explain.ts';
import type { Snooze } from './snooze.ts';

const minutes = [5, 15, 60];

/** Turns suggestions on or off, everywhere or for the language at hand. */
export async function toggleInlineSuggestions(): Promise<void> {
  const languageId = window.activeTextEditor?.document.languageId;
  const everywhere = isEnabled();
  if (languageId === undefined) return setEnabled(!everywhere);
  const here = isEnabled(languageId);
  const items = [
    { ...turning(here, `for ${languageId}`), languageId },
    { ...turning(everywhere, 'everywhere'), languageId: undefined },
  ];
  const picked = await window.showQuickPick(items, { title: 'Inline suggestions' });
  if (picked) await setEnabled(!isEnabled(picked.languageId), picked.languageId);
}

function turning(isOn: boolean, where: string): QuickPickItem {
  return isOn
    ? { label: `$(circle-slash) Turn off ${where}`, description: 'on now' }
    : { label: `$(check) Turn on ${where}`, description: 'off now' };
}

function isEnabled(languageId?: string): boolean {
  const scope = languageId === undefined ? undefined : { languageId };
  return workspace.getConfiguration('parlance', scope).get('inline.enabled', true);
}

async function setEnabled(value: boolean, languageId?: string): Promise<void> {
  const scope = languageId === undefined ? undefined : { languageId };
  const configuration = workspace.getConfiguration('parlance', scope);
  await configuration.update('inline.enabled', value, ConfigurationTarget.Global, languageId !== undefined);
}

interface SnoozeItem extends QuickPickItem {
  readonly minutes: number;
}

export async function snoozeInlineSuggestions(snooze: Snooze): Promise<void> {
  const { until } = snooze;
  const end: SnoozeItem[] =
    until === undefined ? [] : [{ label: '$(bell) End it now', description: `ends at ${timeOf(until)}`, minutes: 0 }];
  const items: SnoozeItem[] = [
    ...end,
    ...(until === undefined ? [] : [{ label: '', kind: QuickPickItemKind.Separator, minutes: 0 }]),
    ...minutes.map((each) => ({ label: `$(bell-slash) ${each} minutes`, minutes: each })),
  ];
  const picked = await window.showQuickPick(items, { title: 'Snooze inline suggestions' });
  if (picked) snooze.set(picked.minutes * 60_000);
}

/** `14:05`, as the user writes times. */
export function timeOf(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

const restMs = 150;
const explanationUri = Uri.parse('parlance-explanation:/Why No Suggestion.txt');

/** The last decision in words, in a document: to be read, searched and copied like any other. */
export class DecisionDocument implements TextDocumentContentProvider, Disposable {
  static readonly scheme = explanationUri.scheme;
  readonly #didChange = new EventEmitter<Uri>();
  readonly onDidChange: Event<Uri> = this.#didChange.event;
  readonly #decisions: DecisionLog;
  #timer: NodeJS.Timeout | undefined;

  constructor(decisions: DecisionLog) {
    this.#decisions = decisions;
  }

  provideTextDocumentContent(): string {
    const { last } = this.#decisions;
    if (!last) return 'There was no occasion for a suggestion yet. Type in a file, then ask again.\n';
    const { headline, steps } = explain(last);
    const where = `${last.path}, line ${last.line}, ${new Date(last.wall).toLocaleTimeString()}, ${last.modelId}`;
    const counts = [...this.#decisions.counts].toSorted(([, a], [, b]) => b - a);
    return [
      headline,
      '',
      where,
      ...steps.map((step) => `  ${step}`),
      '',
      'All decisions in this window, by outcome:',
      ...counts.map(([reason, count]) => `  ${String(count).padStart(6)}  ${reason}`),
      '',
    ].join('\n');
  }

  /** Follows the decisions while it is open, when typing comes to rest: VS Code loses one of two changes at once. */
  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#didChange.fire(explanationUri), restMs);
  }

  async show(): Promise<void> {
    this.#didChange.fire(explanationUri);
    const document = await workspace.openTextDocument(explanationUri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#didChange.dispose();
  }
}
