import type { Tokens } from '../base/units.ts';

/** The words by which providers say that a prompt does not fit the model's window. */
const tooLong =
  /context_length_exceeded|maximum context length|context length exceeded|context window|prompt is too long|too many tokens|input is too long|exceeds? the (?:available |maximum )?context|reduce the length of the (?:messages|prompt)|string_above_max_length/i;

export function isContextTooLong(said: string): boolean {
  return tooLong.test(said);
}

export interface ContextLimits {
  readonly windowTokens?: Tokens;
  readonly promptTokens?: Tokens;
}

const number = String.raw`(\d[\d,]*)`;
const windowForms = [
  new RegExp(`maximum context length is ${number}`, 'i'), // OpenAI, vLLM, OpenRouter
  new RegExp(`> ${number} maximum`, 'i'), // Anthropic
  new RegExp(`context (?:size|window|length)[^\\d]{0,30}${number}`, 'i'), // llama.cpp
  new RegExp(`(?:limit|maximum)[^\\d]{0,20}${number} tokens`, 'i'),
];
const promptForms = [
  new RegExp(`requested ${number} tokens[^(]*\\(${number} in the messages`, 'i'),
  new RegExp(`resulted in ${number} tokens`, 'i'),
  new RegExp(`requested (?:about )?${number} tokens`, 'i'),
  new RegExp(`too long: ${number} tokens`, 'i'),
  new RegExp(`\\(${number} tokens?\\) exceeds`, 'i'),
  new RegExp(`contains ${number} tokens`, 'i'),
];

/** The figures that the rejection names, where it does. */
export function readContextLimits(message: string): ContextLimits {
  const windowTokens = firstNumber(windowForms, message);
  const promptTokens = firstNumber(promptForms, message);
  return { ...(windowTokens !== undefined && { windowTokens }), ...(promptTokens !== undefined && { promptTokens }) };
}

/** Of the first form that fits, the last group: it is the more exact one where there are two. */
function firstNumber(forms: readonly RegExp[], text: string): Tokens | undefined {
  for (const form of forms) {
    const digits = form.exec(text)?.at(-1);
    if (digits !== undefined) return Number(digits.replaceAll(',', ''));
  }
  return undefined;
}
