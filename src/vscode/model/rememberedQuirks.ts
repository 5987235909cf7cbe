import type { Memento } from 'vscode';
import * as v from 'valibot';
import type { Clock } from '../../core/base/clock.ts';
import { QuirksMemory, type Quirks } from '../../core/provider/quirks.ts';

const memoryKey = 'parlance.quirks';

const flag = v.exactOptional(v.boolean());
const tokens = v.exactOptional(v.number());
const quirks = v.object({
  maxTokens: v.exactOptional(v.picklist(['max_tokens', 'max_completion_tokens'])),
  hasTemperature: flag,
  hasStreamOptions: flag,
  hasStop: flag,
  canStream: flag,
  maxOutputTokens: tokens,
  windowTokens: tokens,
  fim: v.exactOptional(v.picklist(['suffix', 'template', 'none'])),
}) satisfies v.GenericSchema<unknown, Partial<Quirks>>;

const known = v.record(v.string(), v.object({ learntAt: v.number(), quirks }));

/** What refusals have taught in earlier sessions, of all windows; a newer version's entries count as unknown. */
export function rememberedQuirks(memory: Memento, clock: Clock): QuirksMemory {
  const kept = v.safeParse(known, memory.get(memoryKey));
  return new QuirksMemory(kept.success ? kept.output : {}, (state) => void memory.update(memoryKey, state), clock);
}
