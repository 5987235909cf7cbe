import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { commands, workspace } from 'vscode';
import { CompletionEngine } from '../../core/completion/engine.ts';
import type { Obstacle } from '../../core/completion/outcome.ts';
import { PrefetchPolicy } from '../../core/completion/prefetchPolicy.ts';
import { Grammars } from '../../core/completion/syntax/grammars.ts';
import type { Redactor } from '../../core/context/secrets/redactor.ts';
import type { FileIndex } from '../../core/context/similar/fileIndex.ts';
import type { TokenCounter } from '../../core/context/tokens/tokenCounter.ts';
import type { Latencies } from '../../core/provider/latencies.ts';
import type { Target } from '../../core/provider/target.ts';
import type { CommandHandlers } from '../commands/registerCommands.ts';
import type { FileExclusions } from '../context/fileExclusions.ts';
import { contextPath } from '../context/openFiles.ts';
import type { Foundation } from '../foundation.ts';
import type { Budgets } from '../usage/budgets.ts';
import type { ModelAccess } from '../model/modelAccess.ts';
import { declarationsNear } from './declarations.ts';
import { DecisionDocument, snoozeInlineSuggestions, toggleInlineSuggestions } from './inlineCommands.ts';
import { InlineMemory, type Offer } from './inlineMemory.ts';
import { didAcceptCommand, InlineProvider } from './inlineProvider.ts';
import { Snooze } from './snooze.ts';

export interface InlineParts {
  readonly foundation: Foundation;
  readonly access: ModelAccess;
  readonly tokens: TokenCounter;
  readonly redactor: Redactor;
  readonly index: FileIndex;
  readonly exclusions: FileExclusions;
  readonly latencies: Latencies;
  readonly budgets: Budgets;
}

/** What the rest of the window sees of ghost text. */
export interface InlineSuggestions {
  readonly provider: InlineProvider;
  readonly snooze: Snooze;
  readonly memory: InlineMemory;
  readonly commands: CommandHandlers;
}

/** Builds ghost text. */
export function createInlineSuggestions(parts: InlineParts): InlineSuggestions {
  const { store, clock, log, settings, models, memory: memento, didChangeStatus } = parts.foundation;
  const engine = store.add(createCompletionEngine(parts));
  const snooze = store.add(new Snooze(clock));
  const memory = store.add(new InlineMemory(memento));
  const { exclusions, budgets } = parts;
  const prefetch = new PrefetchPolicy(clock);
  const decision = store.add(new DecisionDocument(engine.decisions));
  store.add(workspace.registerTextDocumentContentProvider(DecisionDocument.scheme, decision));
  const onDecision = () => decision.refresh();
  const provider = store.add(
    new InlineProvider({ engine, settings, models, exclusions, snooze, memory, prefetch, log, onDecision, budgets }),
  );
  store.add(commands.registerCommand(didAcceptCommand, (offer: Offer) => memory.accepted(offer)));
  store.add(snooze.onDidChange(() => didChangeStatus.fire()));
  return {
    provider,
    snooze,
    memory,
    commands: {
      toggleInlineSuggestions: () => toggleInlineSuggestions(),
      snoozeInlineSuggestions: () => snoozeInlineSuggestions(snooze),
      explainNoSuggestion: () => decision.show(),
    },
  };
}

function createCompletionEngine({
  foundation: { clock, log, models, connections, asset },
  access: { pipe, breakers, queue, fim },
  tokens,
  redactor,
  index,
  exclusions,
  latencies,
  budgets,
}: InlineParts): CompletionEngine {
  const obstacle = (target: Target): Obstacle | undefined => {
    if (models.lastKey?.kind === 'missing') return 'keyMissing';
    if (connections.hasRefusedKey) return 'keyRejected';
    if (budgets.isGhostTextOff) return 'budgetSpent';
    if (breakers.of(target).waitMs > 0) return 'breakerOpen';
    return queue.obstacleFor({ feature: 'inline', target, promptTokens: 0 }) ? 'limiterBusy' : undefined;
  };
  const isAllowed = (path: string) => {
    const document = workspace.textDocuments.find((each) => contextPath(each) === path);
    return document !== undefined && exclusions.verdictNow(document)?.kind === 'allowed';
  };
  return new CompletionEngine({
    clock,
    pipe,
    obstacle,
    isAllowed,
    countNow: tokens.countNow,
    redaction: redactor,
    grammars: new Grammars((file) => readFile(asset(`dist/grammars/${file}.wasm`)), log),
    newId: () => randomUUID().slice(0, 8),
    fim: (target) => fim.support(target),
    latency: (target) => latencies.usual(target),
    similar: (query, limits) => index.similar(query, limits),
    declarations: (spot, signal) => declarationsNear(spot, exclusions, signal),
  });
}
