import type { Quirks } from './quirks.ts';
import type { Message, ModelRequest } from './request.ts';

/** The parameters that both endpoints share, by the names that this model takes. */
interface SharedBody {
  readonly model: string;
  readonly stream: true;
  readonly stream_options?: { readonly include_usage: true };
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly stop?: string[];
}

export interface ChatBody extends SharedBody {
  readonly messages: Message[];
}

export interface CompletionBody extends SharedBody {
  readonly prompt: string;
  readonly suffix: string;
}

export function chatBody(request: ModelRequest, messages: readonly Message[], quirks: Quirks): ChatBody {
  return { ...sharedBody(request, quirks), messages: [...messages] };
}

export function completionBody(
  request: ModelRequest,
  hole: { prefix: string; suffix: string },
  quirks: Quirks,
): CompletionBody {
  return { ...sharedBody(request, quirks), prompt: hole.prefix, suffix: hole.suffix };
}

function sharedBody({ target, temperature, maxOutputTokens, stop }: ModelRequest, quirks: Quirks): SharedBody {
  return {
    model: target.model.id,
    stream: true,
    [quirks.maxTokens]: maxOutputTokens,
    ...(quirks.hasTemperature && { temperature }),
    ...(quirks.hasStreamOptions && { stream_options: { include_usage: true } }),
    ...(quirks.hasStop && stop && stop.length > 0 && { stop: stop.slice(0, 4) }),
  };
}
