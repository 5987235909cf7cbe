import { holeMessages } from './fim/holeMessages.ts';
import { fimTemplateFor, type FimTemplate } from './fim/templates.ts';
import type { Quirks } from './quirks.ts';
import type { Message, ModelRequest } from './request.ts';

/** A request as it stands on the wire. */
export interface Wire {
  /** Behind the base URL. */
  readonly path: string;
  readonly body: object;
}

/** How a prompt is put to the model. */
export type Form =
  | { readonly kind: 'chat' }
  | { readonly kind: 'suffix' }
  | { readonly kind: 'template'; readonly template: FimTemplate };

/** The least that every provider takes. */
const mostStops = 4;

export function formOf({ prompt, target: { model } }: ModelRequest, quirks: Quirks): Form {
  const fim = prompt.kind === 'chat' ? 'none' : (quirks.fim ?? model.fim);
  if (fim === 'suffix') return { kind: 'suffix' };
  const template = fim === 'template' ? fimTemplateFor(model.id) : undefined;
  return template ? { kind: 'template', template } : { kind: 'chat' };
}

export function wireOf(request: ModelRequest, quirks: Quirks): Wire {
  const { prompt } = request;
  if (prompt.kind === 'chat') return chat(request, quirks, prompt.messages);
  const { prefix, suffix } = prompt;
  const form = formOf(request, quirks);
  switch (form.kind) {
    case 'chat':
      return chat(request, quirks, holeMessages(prefix, suffix));
    case 'suffix':
      return completion({ ...parameters(request, quirks), prompt: prefix, suffix });
    case 'template': {
      const { render, stop } = form.template;
      return completion({ ...parameters(request, quirks, stop), prompt: render(prefix, suffix) });
    }
  }
}

function chat(request: ModelRequest, quirks: Quirks, messages: readonly Message[]): Wire {
  return { path: '/chat/completions', body: { ...parameters(request, quirks), messages } };
}

const completion = (body: object): Wire => ({ path: '/completions', body });

/** What all forms share, by the names that this model takes. */
function parameters(
  { target, temperature, maxOutputTokens, stop = [] }: ModelRequest,
  quirks: Quirks,
  ownStops: readonly string[] = [],
): object {
  const stops = [...stop, ...ownStops].slice(0, mostStops);
  return {
    model: target.model.id,
    ...(quirks.canStream && { stream: true }),
    ...(quirks.canStream && quirks.hasStreamOptions && { stream_options: { include_usage: true } }),
    [quirks.maxTokens]: Math.min(maxOutputTokens, quirks.maxOutputTokens ?? maxOutputTokens),
    ...(quirks.hasTemperature && { temperature }),
    ...(quirks.hasStop && stops.length > 0 && { stop: stops }),
  };
}
