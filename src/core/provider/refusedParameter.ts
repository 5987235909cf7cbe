import type { Tokens } from '../base/units.ts';
import type { Failure } from './failure.ts';

/** The parameters that differ between providers: what we can rename or do without. */
const known = ['max_completion_tokens', 'max_tokens', 'temperature', 'stream_options', 'stream', 'stop', 'suffix'];
const complaint =
  /unsupported|unrecognized|unknown|not (?:yet |currently )?support|not permitted|extra|unexpected|invalid|deprecat|too large|maximum|must be/i;

/** The request's parameter that a 400 complains about, among those that we send and can change. */
export function refusedParameter({ param, message, code }: Failure): string | undefined {
  if (param !== undefined && known.includes(param)) return param;
  if (!complaint.test(`${code} ${message}`)) return undefined;
  // The refused one comes first: "Unsupported parameter: 'max_tokens' … Use 'max_completion_tokens' instead."
  const places = known
    .map((name) => ({ name, at: message.search(new RegExp(`\\b${name}\\b`)) }))
    .filter(({ at }) => at >= 0);
  return places.toSorted((a, b) => a.at - b.at)[0]?.name;
}

const outputLimits = [
  /supports at most (\d+)/i, // OpenAI
  /range of max_tokens is \[\d+, ?(\d+)\]/i, // DeepSeek
  /max_(?:completion_)?tokens: \d+ > (\d+)/i, // Anthropic
  /max_(?:completion_)?tokens\W+must be (?:less than or equal to|at most|<=)\W+(\d+)/i, // Groq, vLLM
];

/** The most output tokens that may be asked for, where a refusal of `max_tokens` names it. */
export function readOutputLimit(message: string): Tokens | undefined {
  for (const form of outputLimits) {
    const digits = form.exec(message)?.[1];
    if (digits !== undefined) return Number(digits);
  }
  return undefined;
}
