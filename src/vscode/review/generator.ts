import { ProgressLocation, window, type Progress, type TextDocument } from 'vscode';
import type { Log } from '../../core/base/log.ts';
import { importsOf } from '../../core/context/collect/imports.ts';
import type { Verdict } from '../../core/context/exclude/verdict.ts';
import type { CurrencyDisplay } from '../../core/cost/format.ts';
import { ParlanceError } from '../../core/errors.ts';
import { Cleaner } from '../../core/generation/clean/cleaner.ts';
import { generateCode, type GenerationOutcome } from '../../core/generation/generateCode.ts';
import { describeNotice } from '../../core/provider/describeNotice.ts';
import type { Placement } from '../../core/generation/placement/placement.ts';
import { generationPrompt } from '../../core/generation/prompt.ts';
import { chooseStrategy, type Strategy } from '../../core/generation/strategy.ts';
import { summarise } from '../../core/generation/summary.ts';
import type { Pipe } from '../../core/provider/pipe.ts';
import type { ProviderId, Target } from '../../core/provider/target.ts';
import { commandContext, type CommandContextParts } from '../context/commandContext.ts';
import { contextPath } from '../context/openFiles.ts';
import type { ErrorMessages } from '../errorMessages.ts';
import type { Readiness } from '../model/readiness.ts';
import type { BuiltRequest, RequestBuilder } from '../model/requestBuilder.ts';
import type { SettingsReader } from '../settings.ts';
import type { Review } from './review.ts';
import type { Reviews } from './reviews.ts';

/** Code that is wanted at a place in a document. */
export interface GenerationOrder {
  readonly document: TextDocument;
  readonly instruction: string;
  readonly placement: Placement;
  /** `Try Again`: another answer, not the remembered one. */
  readonly isAnotherTry?: boolean;
}

export interface GeneratorParts {
  readonly reviews: Reviews;
  readonly readiness: Readiness;
  readonly requests: RequestBuilder;
  readonly context: CommandContextParts;
  readonly pipe: Pipe;
  /** Whether the adaptive strategy is to be a step cheaper, as a budget is nearly used up. */
  readonly isSaving: () => boolean;
  readonly settings: SettingsReader;
  readonly errors: ErrorMessages;
  readonly currency: (provider: ProviderId) => CurrencyDisplay;
  readonly log: Log;
}

/** Streams generated code into its place and hands it over for review. */
export class Generator {
  readonly #parts: GeneratorParts;

  constructor(parts: GeneratorParts) {
    this.#parts = parts;
  }

  async generate(order: GenerationOrder): Promise<void> {
    const { document, placement } = order;
    const target = await this.#parts.readiness.target(document);
    if (!target || !(await this.#maySend(document))) return;
    const begun = this.#parts.reviews.begin(document, placement.range, () => this.#again(order, begun));
    if (begun.kind === 'overlaps') {
      const isStreaming = begun.other.state.kind === 'streaming';
      void window.showWarningMessage(
        isStreaming
          ? 'Code is already being generated here. Cancel it first (Esc).'
          : 'Generated code awaits your decision here. Accept or reject it first.',
      );
      return;
    }
    const { review } = begun;
    await window.withProgress(
      { location: ProgressLocation.Notification, title: 'Generating code', cancellable: true },
      async (progress, token) => {
        const cancel = token.onCancellationRequested(() => void review.reject());
        try {
          await this.#run(order, target, review, progress);
        } finally {
          cancel.dispose();
        }
      },
    );
  }

  async #maySend(document: TextDocument): Promise<boolean> {
    const verdict = await this.#parts.context.exclusions.verdict(document);
    if (verdict.kind === 'allowed') return true;
    void window.showWarningMessage(`This file is never sent. ${reasonOf(verdict)}`);
    return false;
  }

  /** The place may have moved since the first try; what stands around it is as it was. */
  async #again(order: GenerationOrder, begun: ReturnType<Reviews['begin']>): Promise<void> {
    if (begun.kind !== 'begun') return;
    const placement = { ...order.placement, range: begun.review.offsets };
    await this.generate({ ...order, placement, isAnotherTry: true });
  }

  async #run(
    order: GenerationOrder,
    target: Target,
    review: Review,
    progress: Progress<{ message: string }>,
  ): Promise<void> {
    try {
      const strategy = chooseStrategy(
        this.#parts.settings.read(order.document).strategy,
        order.instruction,
        this.#parts.isSaving(),
      );
      const built = await this.#build(order, target, strategy);
      const outcome = await this.#stream(order, built, review, progress);
      await this.#settle(outcome, { strategy, target }, review);
    } catch (error) {
      await review.reject();
      // Cancelled by the user, or ended by an edit: there is nothing to say.
      if (review.signal.aborted && !(error instanceof ParlanceError)) return;
      this.#fail(error, target, order);
    }
  }

  async #build(order: GenerationOrder, target: Target, strategy: Strategy): Promise<BuiltRequest> {
    const { document, instruction, placement } = order;
    const { id, tokenRatio, maxOutputTokens } = target.model;
    const { maxTokens } = this.#parts.settings.read(document).context;
    const context = await commandContext(document, placement.range, { maxTokens, tokenRatio }, this.#parts.context);
    const { languageId } = document;
    const built = await this.#parts.requests.build({
      feature: 'generate',
      target,
      messages: generationPrompt({ instruction, languageId, path: contextPath(document), placement }, context),
      temperature: strategy.temperature,
      maxOutputTokens: Math.min(strategy.maxOutputTokens, maxOutputTokens),
      strategy: strategy.name,
      ...(order.isAnotherTry && { bypassCache: true }),
    });
    this.#parts.log.info(
      `${built.request.id} generate: ${strategy.name} (${strategy.reason}), ${id}, ${context.tokens} tokens of context`,
    );
    return built;
  }

  async #stream(
    { document, placement, instruction }: GenerationOrder,
    { request, restore }: BuiltRequest,
    review: Review,
    progress: Progress<{ message: string }>,
  ): Promise<GenerationOutcome> {
    const { languageId } = document;
    const imports = importsOf(document.getText(), languageId);
    const cleaner = new Cleaner({ placement, languageId, instruction, imports });
    const report = (message: string) => {
      review.report(message);
      progress.report({ message });
    };
    let model = request.target.model.id;
    report(`Waiting for ${model}`);
    for await (const event of generateCode(request, { pipe: this.#parts.pipe, cleaner, restore }, review.signal)) {
      switch (event.kind) {
        case 'code':
          if (!review.hasCode) report(`${model} is writing`);
          review.append(event.text);
          break;
        case 'reasoning':
          report(`${model} is thinking`);
          break;
        case 'notice': {
          if (event.notice.kind === 'fellBack') model = event.notice.to.model.id;
          const words = describeNotice(event.notice);
          if (words !== undefined) report(words);
          break;
        }
        case 'end':
          return event.outcome;
      }
    }
    throw new ParlanceError('malformed', 'The answer had no end.');
  }

  async #settle(
    outcome: GenerationOutcome,
    { strategy, target }: { readonly strategy: Strategy; readonly target: Target },
    review: Review,
  ): Promise<void> {
    const currency = this.#parts.currency(target.endpoint.provider);
    if (outcome.said === undefined) return review.complete(summarise(outcome, strategy, currency));
    await review.reject();
    const said = outcome.said.length > 300 ? `${outcome.said.slice(0, 300)}…` : outcome.said;
    const words = said === '' ? 'The model answered without code.' : `The model answered without code: ${said}`;
    void window.showWarningMessage(words);
  }

  #fail(error: unknown, target: Target, order: GenerationOrder): void {
    if (!(error instanceof ParlanceError)) throw error;
    if (error.kind === 'declined') return;
    // Not waited for: the command is over, whenever the message is closed.
    void this.#parts.errors.show(error, target, () => this.generate(order));
  }
}

function reasonOf(verdict: Exclude<Verdict, { kind: 'allowed' }>): string {
  switch (verdict.kind) {
    case 'excluded':
      return `The rule “${verdict.rule}” of ${verdict.by} excludes it.`;
    case 'binary':
      return 'It is no text.';
    case 'huge':
      return 'It has more than a million characters.';
  }
}
