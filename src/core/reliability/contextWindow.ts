import type { Tokens } from '../base/units.ts';
import { ParlanceError } from '../errors.ts';
import type { Chunk } from '../provider/chunk.ts';
import { countMessages, trimTo } from '../provider/fitMessages.ts';
import type { Policy } from '../provider/pipe.ts';
import type { QuirksMemory } from '../provider/quirks.ts';
import type { ModelRequest } from '../provider/request.ts';
import type { Target } from '../provider/target.ts';

/** What is known of how models count; kept by `Calibration`. */
export interface TokenExperience {
  /** The share of a window to leave free. */
  safetyMargin(modelId: string): number;
  observe(modelId: string, startRatio: number, counts: { readonly ours: Tokens; readonly reported: Tokens }): void;
}

export interface WindowParts {
  readonly quirks: QuirksMemory;
  /** By the vocabulary o200k_base. */
  readonly countTokens: (text: string) => Tokens;
  readonly experience: TokenExperience;
}

/** Of what was sent, where a rejection names no figures. */
const blindShare = 0.6;
/** The provider's own count needs less room for error than ours. */
const countedMargin = 0.02;

/** Lets nothing out that does not fit the model's window with room for the answer: the oldest messages go first. */
export function fitWindow(parts: WindowParts): Policy {
  return (next) =>
    async function* fitted(request, signal) {
      const { model } = request.target;
      const room = roomFor(request, parts) / (1 + parts.experience.safetyMargin(model.id));
      if (request.promptTokens <= room) {
        yield* next(request, signal);
        return;
      }
      const shorter = shortened(request, room, parts);
      yield trimmed(request, shorter);
      yield* next(shorter, signal);
    };
}

/** Sends once more, trimmed, what the provider finds too long. */
export function trimAgain(parts: WindowParts): Policy {
  return (next) =>
    async function* trimming(request, signal) {
      try {
        yield* next(request, signal);
      } catch (error) {
        if (!(error instanceof ParlanceError) || error.kind !== 'contextTooLong') throw error;
        const shorter = shortened(request, roomLeft(request, error, parts), parts);
        if (shorter.promptTokens >= request.promptTokens) throw error;
        yield trimmed(request, shorter);
        yield* next(shorter, signal);
      }
    };
}

/** Tokens of the window that are left to the prompt. */
function roomFor({ target, maxOutputTokens }: ModelRequest, { quirks }: WindowParts): Tokens {
  const windowTokens = windowOf(target, quirks);
  return windowTokens - outputWithin(windowTokens, maxOutputTokens);
}

/** As the provider has named it, else as the catalogue does. */
function windowOf(target: Target, quirks: QuirksMemory): Tokens {
  return quirks.of(target).windowTokens ?? target.model.windowTokens;
}

/** The answer is left half of a small window at most. */
function outputWithin(windowTokens: Tokens, maxOutputTokens: Tokens): Tokens {
  return Math.min(maxOutputTokens, Math.floor(windowTokens / 2));
}

/** How long the prompt may be, by our own count, after the provider has found it too long. */
function roomLeft(request: ModelRequest, { details }: ParlanceError, parts: WindowParts): Tokens {
  const { windowTokens, promptTokens } = details;
  if (windowTokens !== undefined) parts.quirks.learn(request.target, { windowTokens });
  if (promptTokens !== undefined) observe(request, promptTokens, parts);
  const blindly = request.promptTokens * blindShare;
  if (windowTokens === undefined) return blindly;
  const oursPerTheirs = promptTokens === undefined ? 1 : request.promptTokens / promptTokens;
  const room = roomFor(request, parts) * (1 - countedMargin) * oursPerTheirs;
  return room < request.promptTokens ? room : blindly;
}

/** A rejection that names the prompt's size teaches the model's vocabulary. */
function observe({ target: { model }, prompt }: ModelRequest, reported: Tokens, parts: WindowParts): void {
  if (prompt.kind !== 'chat') return;
  const ours = countMessages(prompt.messages, parts.countTokens);
  parts.experience.observe(model.id, model.tokenRatio, { ours, reported });
}

/** The same prompt if there is nothing in it to leave out. */
function shortened(request: ModelRequest, room: Tokens, { countTokens, quirks }: WindowParts): ModelRequest {
  const maxOutputTokens = outputWithin(windowOf(request.target, quirks), request.maxOutputTokens);
  return { ...trimTo(request, room, countTokens), maxOutputTokens };
}

function trimmed(from: ModelRequest, to: ModelRequest): Chunk {
  return { kind: 'notice', notice: { kind: 'trimmed', fromTokens: from.promptTokens, toTokens: to.promptTokens } };
}
