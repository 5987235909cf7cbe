import { randomUUID } from 'node:crypto';
import type { Redactor } from '../../core/context/secrets/redactor.ts';
import type { TokenCounter } from '../../core/context/tokens/tokenCounter.ts';
import { countMessages } from '../../core/provider/fitMessages.ts';
import type { Message, ModelRequest } from '../../core/provider/request.ts';

export interface RequestBuilderParts {
  readonly tokens: TokenCounter;
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
    const { redactor, tokens } = this.#parts;
    const redacted = await Promise.all(
      messages.map(async ({ role, content }) => ({ role, content: (await redactor.redact(content)).text })),
    );
    const counted = countMessages(redacted, tokens.countNow);
    return {
      request: {
        ...order,
        id: randomUUID().slice(0, 8),
        prompt: { kind: 'chat', messages: redacted },
        promptTokens: Math.ceil(counted * order.target.model.tokenRatio),
      },
      restore: (text) => redactor.restore(text),
    };
  }
}
