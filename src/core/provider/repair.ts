import type { ParlanceError } from '../errors.ts';
import { fimTemplateFor } from './fim/templates.ts';
import type { Quirks } from './quirks.ts';
import type { ModelRequest } from './request.ts';
import { formOf } from './wire.ts';

/** Another way to put a request that was refused. */
export interface Repair {
  readonly change: Partial<Quirks>;
  /** In words, for the log. */
  readonly what: string;
}

/** What to change after a refusal; undefined when it was not about the way of asking. */
export function repairFor(request: ModelRequest, quirks: Quirks, error: ParlanceError): Repair | undefined {
  const form = formOf(request, quirks);
  const fim = form.kind === 'chat' ? undefined : fimRepair(request, form.kind, error);
  if (fim) return fim;
  return error.kind === 'badParameter' ? parameterRepair(quirks, error) : undefined;
}

function parameterRepair(quirks: Quirks, { details }: ParlanceError): Repair | undefined {
  const { parameter, maxOutputTokens } = details;
  switch (parameter) {
    case 'max_tokens':
    case 'max_completion_tokens': {
      if (maxOutputTokens !== undefined)
        return { change: { maxOutputTokens }, what: `at most ${maxOutputTokens} output tokens may be asked for here` };
      const maxTokens = quirks.maxTokens === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
      return { change: { maxTokens }, what: `${quirks.maxTokens} is called ${maxTokens} here` };
    }
    case 'temperature':
      return { change: { hasTemperature: false }, what: 'temperature is not taken here' };
    case 'stream_options':
      return { change: { hasStreamOptions: false }, what: 'stream_options is not taken here' };
    case 'stop':
      return { change: { hasStop: false }, what: 'stop is not taken here' };
    case 'stream':
      return { change: { canStream: false }, what: 'answers are not streamed here' };
    default:
      return undefined;
  }
}

/** A server without the endpoint is asked by chat; one that has it without `suffix` by the model's own template. */
function fimRepair(
  { target }: ModelRequest,
  form: 'suffix' | 'template',
  { kind, details }: ParlanceError,
): Repair | undefined {
  const isAboutSuffix = kind === 'badRequest' || (kind === 'badParameter' && details.parameter === 'suffix');
  if (isAboutSuffix && form === 'suffix' && fimTemplateFor(target.model.id))
    return { change: { fim: 'template' }, what: 'suffix is not taken here; the model’s own template is used' };
  if (isAboutSuffix || kind === 'notFound' || kind === 'wrongBaseUrl')
    return { change: { fim: 'none' }, what: 'fill-in-the-middle is not served here; asking by chat' };
  return undefined;
}
