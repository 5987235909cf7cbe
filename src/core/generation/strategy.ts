import type { Tokens } from '../base/units.ts';
import type { StrategyName } from '../settings.ts';

export interface Strategy {
  readonly name: Exclude<StrategyName, 'adaptive'>;
  readonly maxOutputTokens: Tokens;
  readonly temperature: number;
  /** Why this one, in words for the user. */
  readonly reason: string;
}

/** Figures of the product's requirements. */
const figures = {
  fast: { maxOutputTokens: 512, temperature: 0.1 },
  balanced: { maxOutputTokens: 2_048, temperature: 0.2 },
  thorough: { maxOutputTokens: 4_096, temperature: 0.3 },
} as const;

/** What words of an instruction say about the work behind them. */
const weights: readonly (readonly [weight: number, words: RegExp])[] = [
  [2, /\b(?:architectures?|designs?|systems?)\b|架构|设计|系统/giu],
  [1, /\b(?:apis?|functions?|class(?:es)?)\b|接口|函数|类/giu],
];
const thoroughFrom = 3;
const balancedFrom = 1;

const cheaper = { thorough: 'balanced', balanced: 'fast', fast: 'fast' } as const;

/**
 * The strategy that the user has set, or the one that fits what is asked for.
 * @param isSaving near the limit of a budget: the adaptive choice is a step cheaper
 */
export function chooseStrategy(setting: StrategyName, instruction: string, isSaving = false): Strategy {
  if (setting !== 'adaptive') return { name: setting, ...figures[setting], reason: 'chosen in the settings' };
  const found = weights.flatMap(([weight, words]) =>
    [...new Set(instruction.toLowerCase().match(words))].map((word) => ({ word, weight })),
  );
  const score = found.reduce((sum, { weight }) => sum + weight, 0);
  const fitting = score >= thoroughFrom ? 'thorough' : score >= balancedFrom ? 'balanced' : 'fast';
  const name = isSaving ? cheaper[fitting] : fitting;
  const because = found.length > 0 ? `for “${found.map(({ word }) => word).join('”, “')}”` : 'the request is simple';
  const saved = name === fitting ? '' : `; ${name} in place of ${fitting}, as the budget is nearly used up`;
  return { name, ...figures[name], reason: `adaptive: ${because}${saved}` };
}
