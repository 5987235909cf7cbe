import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Milliseconds } from '../../base/units.ts';
import { ParlanceError, type ErrorKind } from '../../errors.ts';
import type { Pipe } from '../pipe.ts';
import type { QuirksMemory } from '../quirks.ts';
import type { ModelRequest } from '../request.ts';
import type { FimSupport, Target } from '../target.ts';

export interface FimProbeParts {
  readonly pipe: Pipe;
  readonly quirks: QuirksMemory;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}

/** After a passing failure the question stays open for so long. */
const askAgainAfterMs: Milliseconds = 10 * 60_000;

/** What stands in the hole can be known from behind it alone: a server that ignores the suffix fails. */
const hole = { prefix: 'function double(', suffix: ') {\n  return quantity * 2;\n}\n', middle: 'quantity' };
const holeTokens = { prompt: 20, answer: 8 };

/**
 * Knows how each model fills in the middle: by the user's word, by what was found before, or by asking once for a
 * middle that is known. A model's name says nothing of that: the same one has it at one endpoint and not at another.
 */
export class FimProbe {
  readonly #parts: FimProbeParts;
  readonly #askedAtMs = new Map<string, Milliseconds>();

  constructor(parts: FimProbeParts) {
    this.#parts = parts;
  }

  /** Answers at once; `unknown` while it is being found out, which the first call starts. */
  support(target: Target): FimSupport {
    const { quirks, clock } = this.#parts;
    const known = quirks.of(target).fim ?? target.model.fim;
    if (known !== 'unknown') return known;
    const key = `${target.endpoint.baseUrl} ${target.model.id}`;
    const askedAtMs = this.#askedAtMs.get(key);
    if (askedAtMs === undefined || clock.now() - askedAtMs > askAgainAfterMs) {
      this.#askedAtMs.set(key, clock.now());
      void this.#find(target);
    }
    return 'unknown';
  }

  async #find(target: Target): Promise<void> {
    const { quirks, log } = this.#parts;
    try {
      const fim = await this.#ask(target);
      quirks.learn(target, { fim });
      log.info(`${target.model.id}: fill-in-the-middle by ${fim === 'none' ? 'chat' : fim}`);
    } catch (error) {
      log.debug(`${target.model.id}: whether it fills in the middle stays open: ${String(error)}`);
    }
  }

  /** @throws {ParlanceError} when the answer says nothing of the endpoint's abilities */
  async #ask(target: Target): Promise<Exclude<FimSupport, 'unknown'>> {
    const { pipe, quirks, newId } = this.#parts;
    // The transport tries `suffix`, then the model's own template, and remembers which was refused.
    const asSuffix: Target = { ...target, model: { ...target.model, fim: 'suffix' } };
    const found = () => quirks.of(asSuffix).fim ?? 'suffix';
    const abort = new AbortController();
    let text = '';
    try {
      for await (const chunk of pipe(probe(newId(), asSuffix), abort.signal)) {
        // Refused in every form: what comes now would be asked by chat.
        if (chunk.kind === 'notice' && chunk.notice.kind === 'repaired' && found() === 'none') return 'none';
        if (chunk.kind === 'text') text += chunk.text;
      }
    } catch (error) {
      if (isSilentOnFim(error)) throw error;
      return 'none';
    } finally {
      abort.abort();
    }
    return text.includes(hole.middle) ? found() : 'none';
  }
}

function probe(id: string, target: Target): ModelRequest {
  return {
    id,
    feature: 'inline',
    target,
    prompt: { kind: 'fim', prefix: hole.prefix, suffix: hole.suffix },
    temperature: 0,
    maxOutputTokens: holeTokens.answer,
    promptTokens: holeTokens.prompt,
  };
}

/** Errors that any request would have met. */
function isSilentOnFim(error: unknown): boolean {
  if (!(error instanceof ParlanceError)) return true;
  return !refusals.has(error.kind);
}

const refusals: ReadonlySet<ErrorKind> = new Set([
  'notFound',
  'wrongBaseUrl',
  'badRequest',
  'badParameter',
  'forbidden',
  'foreignAnswer',
]);
