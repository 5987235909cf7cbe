import { join } from 'node:path';
import { languages } from 'vscode';
import { findScopesByLayout } from '../core/context/collect/scopes.ts';
import { Redactor } from '../core/context/secrets/redactor.ts';
import { FileIndex } from '../core/context/similar/fileIndex.ts';
import { TokenCounter } from '../core/context/tokens/tokenCounter.ts';
import type { ProviderId } from '../core/provider/target.ts';
import { ChatStore } from '../storage/chats.ts';
import { createChat } from './chat/createChat.ts';
import { CommentActions } from './commands/commentActions.ts';
import { commandHandlers } from './commands/handlers.ts';
import { generateFromComment } from './commands/generateFromComment.ts';
import type { CommandHandlers } from './commands/registerCommands.ts';
import { CommentSyntaxes } from './commentSyntaxes.ts';
import { FileExclusions } from './context/fileExclusions.ts';
import { OpenFiles } from './context/openFiles.ts';
import { act, ErrorMessages } from './errorMessages.ts';
import type { Foundation } from './foundation.ts';
import { createModelAccess, type ModelAccess } from './model/modelAccess.ts';
import { rememberedQuirks } from './model/rememberedQuirks.ts';
import { Readiness } from './model/readiness.ts';
import { RequestBuilder } from './model/requestBuilder.ts';
import { HealthPanel } from './health/healthPanel.ts';
import type { InlineProvider } from './inline/inlineProvider.ts';
import { createInlineSuggestions, type InlineSuggestions } from './inline/inlineSuggestions.ts';
import { Generator } from './review/generator.ts';
import { ReviewDecorations } from './review/reviewDecorations.ts';
import { ReviewLens } from './review/reviewLens.ts';
import { Reviews } from './review/reviews.ts';
import { currencyFor, statusFacts } from './status/statusFacts.ts';
import { openAccounts, type Accounting } from './usage/accounting.ts';
import { UsageDashboard } from './usage/dashboard.ts';
import type { Budgets } from './usage/budgets.ts';
import { tokenizerIn } from './workers/tokenizerWorkerPort.ts';

/** Everything that reads code, sends it or writes it. */
export interface Engine {
  readonly access: ModelAccess;
  readonly budgets: Budgets;
  readonly commands: CommandHandlers;
  readonly provideInlineCompletionItems: InlineProvider['provideInlineCompletionItems'];
}

/** A bundle of its own, loaded on first use or when the editor has come to rest after its start. */
export function createEngine(foundation: Foundation): Engine {
  const { store, clock, log, settings, models, memory } = foundation;
  const context = readCode(foundation);
  const { tokens, index, exclusions, redactor, requests } = context;

  const accounts = openAccounts(foundation, tokens.countNow);
  const { budgets, latencies } = accounts;
  const access = openModelAccess(foundation, context, accounts);
  const errors = new ErrorMessages(clock, access.letThrough);
  const readiness = new Readiness(models, errors, memory);

  const currency = (provider: ProviderId) => currencyFor(settings, provider);
  const reviews = createReviews(store);
  const syntaxes = new CommentSyntaxes();
  offerInLightBulb(syntaxes, store);
  const generator = new Generator({
    reviews,
    readiness,
    requests,
    settings,
    errors,
    log,
    pipe: access.pipe,
    isSaving: () => budgets.isSaving('cheaperCommands'),
    context: { exclusions, sources: { tokens, index, findScopes: findScopesByLayout } },
    currency,
  });
  const inline = createInlineSuggestions({ ...context, foundation, access, latencies, budgets });
  const chat = createChat({
    ...foundation,
    ...context,
    owner: store,
    latencies,
    currency,
    pipe: access.pipe,
    isSaving: () => budgets.isSaving('cheaperChat'),
    store: new ChatStore(join(foundation.storageFolder, 'chats'), log),
    act: async (action) => act(action, (await models.target()).target, { letThrough: access.letThrough }),
  });
  const dashboard = createDashboard(foundation, accounts, inline);
  const health = store.add(new HealthPanel({ ...foundation, ...access }));
  const commands = commandHandlers({
    foundation,
    reviews,
    inline,
    chat,
    dashboard,
    health,
    answers: access.answers,
    fetch: (input, init) => globalThis.fetch(input, init),
    facts: () => statusFacts(foundation, access.breakers, budgets),
    generateFromComment: () => generateFromComment({ syntaxes, generator, memory }),
  });
  // What the first request would otherwise wait for.
  void tokens.warmUp();
  void redactor.warmUp();
  return {
    access,
    budgets,
    commands,
    provideInlineCompletionItems: (...call) => inline.provider.provideInlineCompletionItems(...call),
  };
}

/** What is known of the open code, and how requests are made of it. */
function readCode({ store, settings, log, asset }: Foundation) {
  const tokens = store.add(new TokenCounter(tokenizerIn(asset('dist/tokenizerWorker.cjs')), log));
  const index = new FileIndex((work) => void setImmediate(work));
  store.add(new OpenFiles(index));
  const exclusions = store.add(new FileExclusions(settings));
  const redactor = new Redactor();
  const requests = new RequestBuilder({ tokens, redactor });
  return { tokens, index, exclusions, redactor, requests };
}

function offerInLightBulb(syntaxes: CommentSyntaxes, store: Foundation['store']): void {
  const kinds = { providedCodeActionKinds: CommentActions.kinds };
  store.add(languages.registerCodeActionsProvider('*', new CommentActions(syntaxes), kinds));
}

function openModelAccess(
  foundation: Foundation,
  { tokens }: ReturnType<typeof readCode>,
  { policies, book }: Accounting,
): ModelAccess {
  const { store, settings, memory, clock, didChangeStatus } = foundation;
  const access = createModelAccess({
    ...foundation,
    tokens,
    book,
    accounting: policies,
    experience: foundation.calibration,
    quirks: rememberedQuirks(memory, clock),
    onBreakerChange: () => didChangeStatus.fire(),
  });
  store.add(settings.onDidChange(() => (access.queue.limits = settings.read().limits)));
  return access;
}

function createDashboard(
  { store, settings, models, clock, extensionUri }: Foundation,
  { usage, budgets }: Accounting,
  { memory }: InlineSuggestions,
): UsageDashboard {
  const sources = async () => ({
    usage: usage(),
    budget: budgets.tightest,
    currency: currencyFor(settings, (await models.target()).target.endpoint.provider),
    acceptedSuggestions: memory.acceptance.total.accepted,
    nowMs: clock.wall(),
  });
  return store.add(new UsageDashboard(extensionUri, sources));
}

function createReviews(store: Foundation['store']): Reviews {
  const reviews = store.add(new Reviews());
  const lens = store.add(new ReviewLens(reviews));
  store.add(languages.registerCodeLensProvider('*', lens));
  store.add(new ReviewDecorations(reviews));
  return reviews;
}
