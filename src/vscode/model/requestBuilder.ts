import { randomUUID } from 'node:crypto';
import type { Redactor } from '../../core/context/secrets/redactor.ts';
import type { Calibration } from '../../core/context/tokens/calibration.ts';
import type { TokenCounter } from '../../core/context/tokens/tokenCounter.ts';
import type { Message, ModelRequest } from '../../core/provider/request.ts';

/** What each message costs beyond its text, in tokens: the provider's own framing (OpenAI's figure). */
const framingTokens = 4;

export interface RequestBuilderParts {
  readonly tokens: TokenCounter;
  readonly calibration: Calibration;
  readonly redactor: Redactor;
}

export interface BuiltRequest {
  readonly request: ModelRequest;
  /** Puts the secrets back that the messages held. Give it whole lines. */
  readonly restore: (text: string) => string;
}

export type RequestOrder = Omit<ModelRequest, 'id' | 'prompt' | 'promptTokens'> & {
  readonly messages: readonly Message[];
};

/** The last step before the pipe: nothing leaves with a secret in it, or uncounted. */
export class RequestBuilder {
  readonly #parts: RequestBuilderParts;

  constructor(parts: RequestBuilderParts) {
    this.#parts = parts;
  }

  async build({ messages, ...order }: RequestOrder): Promise<BuiltRequest> {
    const { redactor, tokens, calibration } = this.#parts;
    const redacted = await Promise.all(
      messages.map(async ({ role, content }) => ({ role, content: (await redactor.redact(content)).text })),
    );
    const { id, tokenRatio } = order.target.model;
    const counted = redacted.reduce((sum, { content }) => sum + tokens.countNow(content) + framingTokens, 0);
    return {
      request: {
        ...order,
        id: randomUUID().slice(0, 8),
        prompt: { kind: 'chat', messages: redacted },
        promptTokens: Math.ceil(counted * calibration.ratio(id, tokenRatio)),
      },
      restore: (text) => redactor.restore(text),
    };
  }
}
