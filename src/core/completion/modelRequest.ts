import type { Tokens } from '../base/units.ts';
import type { Feature, ModelRequest, Prompt } from '../provider/request.ts';
import type { Target } from '../provider/target.ts';
import type { Extent } from './extent.ts';
import { beforeMarks, cursorMark } from './prompt/marks.ts';
import type { BuiltPrompt } from './prompt/buildPrompt.ts';
import type { Site } from './site.ts';

export interface RequestTask {
  readonly id: string;
  readonly feature: Extract<Feature, 'inline' | 'prefetch'>;
  readonly target: Target;
  readonly built: BuiltPrompt;
  readonly site: Site;
  readonly extent: Extent;
  /** 0 for the suggestion that comes by itself; an alternative differs by chance, the more the higher its number. */
  readonly alternative: number;
}

/** A line takes 20 tokens; the limit is for the answer that goes astray. */
const maxLineTokens: Tokens = 96;
/** 24 lines, beyond which nothing is shown. */
const maxBlockTokens: Tokens = 256;
/** The likeliest text by itself; variety where the user asks for it. */
const temperatures = [0, 0.6, 0.9];

export function toModelRequest({ id, feature, target, built, site, extent, alternative }: RequestTask): ModelRequest {
  return {
    id,
    feature,
    target,
    prompt: built.prompt,
    temperature: temperatures[alternative] ?? 0.9,
    maxOutputTokens: Math.min(extent.kind === 'line' ? maxLineTokens : maxBlockTokens, target.model.maxOutputTokens),
    stop: stopsFor(built.prompt, extent, site),
    promptTokens: built.tokens,
    ...(alternative > 0 ? { bypassCache: true } : {}),
  };
}

/** What ends an answer that is certainly over, at most four. The engine itself stops sooner, by what the text means. */
function stopsFor(prompt: Prompt, extent: Extent, { linePrefix, traits }: Site): readonly string[] {
  if (prompt.kind === 'fim') return extent.kind === 'line' && linePrefix.trim() !== '' ? ['\n'] : ['\n\n\n'];
  const fence = traits.isProse ? [] : ['\n```'];
  return [...fence, cursorMark, beforeMarks.close, '\n\n\n\n'];
}
