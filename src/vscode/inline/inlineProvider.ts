import {
  InlineCompletionItem,
  InlineCompletionTriggerKind,
  Position,
  Range,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type InlineCompletionContext,
  type InlineCompletionItemProvider,
  type TextDocument,
} from 'vscode';
import type { Log } from '../../core/base/log.ts';
import type { InlineCall, Item } from '../../core/completion/call.ts';
import type { CompletionEngine } from '../../core/completion/engine.ts';
import type { Outcome } from '../../core/completion/outcome.ts';
import type { PrefetchPolicy } from '../../core/completion/prefetchPolicy.ts';
import type { Target } from '../../core/provider/target.ts';
import type { Settings } from '../../core/settings.ts';
import type { FileExclusions } from '../context/fileExclusions.ts';
import type { Models } from '../model/models.ts';
import type { SettingsReader } from '../settings.ts';
import { toSignal } from '../signal.ts';
import type { Budgets } from '../usage/budgets.ts';
import { documentView, inLineEndsOf, spotAt } from './documentView.ts';
import type { InlineMemory, Offer } from './inlineMemory.ts';
import type { Snooze } from './snooze.ts';

/** Runs when VS Code has put a suggestion into the document. Not for users: it is in no manifest. */
export const didAcceptCommand = 'parlance.inline.didAccept';

/** Near a budget's end: only who stops to think is asked for. */
const longestPauseMs = 1_200;

export interface InlineProviderParts {
  readonly engine: CompletionEngine;
  readonly settings: SettingsReader;
  readonly models: Models;
  readonly exclusions: FileExclusions;
  readonly snooze: Snooze;
  readonly memory: InlineMemory;
  readonly prefetch: PrefetchPolicy;
  readonly budgets: Pick<Budgets, 'isSaving'>;
  readonly log: Log;
  /** Called when a call has come to its end. */
  readonly onDecision: () => void;
}

/** Brings the editor's calls to the engine, and its suggestions back. Never shows a message: the status bar does. */
export class InlineProvider implements InlineCompletionItemProvider, Disposable {
  readonly #parts: InlineProviderParts;
  readonly #typing: Disposable;
  /** Of the latest call, for keys that come before the next. */
  #target: Target | undefined;

  constructor(parts: InlineProviderParts) {
    this.#parts = parts;
    this.#typing = workspace.onDidChangeTextDocument(({ document, contentChanges: [change, ...more] }) => {
      if (!change || more.length > 0 || document !== window.activeTextEditor?.document || !this.#target) return;
      const end = document.positionAt(change.rangeOffset + change.text.length);
      parts.engine.typed(spotAt(document, end), this.#target);
    });
  }

  async provideInlineCompletionItems(
    document: TextDocument,
    position: Position,
    context: InlineCompletionContext,
    token: CancellationToken,
  ): Promise<InlineCompletionItem[] | undefined> {
    const cancel = toSignal(token);
    const { signal } = cancel;
    try {
      const settings = this.#parts.settings.read(document);
      const call = await this.#call(document, position, context, settings);
      if (token.isCancellationRequested) return undefined;
      const outcome = await this.#parts.engine.provide(call, signal);
      if (token.isCancellationRequested) return undefined;
      return this.#offered(outcome, call, document, settings);
    } catch (error) {
      if (!signal.aborted) this.#parts.log.error('inline: a suggestion failed.', error);
      return undefined;
    } finally {
      cancel.dispose();
      this.#parts.onDecision();
    }
  }

  dispose(): void {
    this.#typing.dispose();
  }

  async #call(
    document: TextDocument,
    position: Position,
    { triggerKind, selectedCompletionInfo }: InlineCompletionContext,
    { inline }: Settings,
  ): Promise<InlineCall> {
    const { models, exclusions, snooze, budgets } = this.#parts;
    const editor = window.visibleTextEditors.find((each) => each.document === document);
    const [{ target }, verdict] = await Promise.all([
      models.inlineTarget(document),
      exclusions.verdictNow(document) ?? exclusions.verdict(document),
    ]);
    this.#target = target;
    return {
      document: documentView(document),
      position: { line: position.line, character: position.character },
      trigger: triggerKind === InlineCompletionTriggerKind.Invoke ? 'manual' : 'automatic',
      ...(selectedCompletionInfo && {
        suggestItem: { ...plainRange(selectedCompletionInfo.range), text: selectedCompletionInfo.text },
      }),
      indent: {
        size: typeof editor?.options.tabSize === 'number' ? editor.options.tabSize : 4,
        usesTabs: editor?.options.insertSpaces === false,
      },
      cursors: editor?.selections.length ?? 1,
      hasSelection: editor?.selection.isEmpty === false,
      isTrusted: workspace.isTrusted,
      isExcluded: verdict.kind !== 'allowed',
      isEnabled: inline.isEnabled,
      ...(snooze.until !== undefined && { snoozedUntil: snooze.until }),
      target,
      maxPromptTokens: inline.maxPromptTokens,
      fixedPauseMs: budgets.isSaving('slowGhostText') ? Math.max(inline.debounceMs, longestPauseMs) : inline.debounceMs,
    };
  }

  #offered(
    outcome: Outcome,
    call: InlineCall,
    document: TextDocument,
    settings: Settings,
  ): InlineCompletionItem[] | undefined {
    const { memory, log } = this.#parts;
    const [first] = outcome.kind === 'items' ? outcome.items : [];
    if (outcome.kind === 'skip' || !first) {
      if (outcome.kind === 'skip' && outcome.skip.reason === 'failed') log.warn('inline: the request failed.');
      memory.left();
      return undefined;
    }
    const kind = { languageId: document.languageId, modelId: call.target.model.id };
    const offers = outcome.items.map(({ text }): Offer => ({ requestId: outcome.requestId, kind, document, text }));
    if (offers[0]) memory.offered(offers[0]);
    this.#prefetch(call, first, settings);
    return outcome.items.map((item, index) => this.#toItem(item, document, offers[index]));
  }

  #toItem({ text, start, end }: Item, document: TextDocument, offer: Offer | undefined): InlineCompletionItem {
    const range = new Range(new Position(start.line, start.character), new Position(end.line, end.character));
    return new InlineCompletionItem(inLineEndsOf(document, text), range, {
      title: 'Count the accepted suggestion',
      command: didAcceptCommand,
      arguments: [offer],
    });
  }

  #prefetch(call: InlineCall, item: Item, { inline }: Settings): void {
    const { prefetch, memory, engine, log } = this.#parts;
    const { languageId } = call.document;
    const rate = memory.acceptance.rate({ languageId, modelId: call.target.model.id });
    if (!prefetch.admits(inline.prefetch, call.target.model, rate)) return;
    // No call of the editor's stands behind it that could be cancelled.
    const { signal } = new AbortController();
    engine.prefetch(call, item, signal).catch((error: unknown) => log.error('inline: prefetching failed.', error));
  }
}

function plainRange({ start, end }: Range) {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
