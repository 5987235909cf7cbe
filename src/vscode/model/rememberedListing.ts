import type { Memento } from 'vscode';
import * as v from 'valibot';
import { ListedModels, type ListedModelsState } from '../../core/provider/listedModels.ts';

const memoryKey = 'parlance.listedModels';

const price = v.object({ input: v.number(), cachedInput: v.exactOptional(v.number()), output: v.number() });
const model = v.object({ price, windowTokens: v.exactOptional(v.number()) });
const known = v.record(
  v.string(),
  v.object({ listedOn: v.string(), models: v.record(v.string(), model) }),
) satisfies v.GenericSchema<unknown, ListedModelsState>;

/** The prices that providers have listed, in whichever window. */
export function rememberedListing(memory: Memento): ListedModels {
  const kept = v.safeParse(known, memory.get(memoryKey));
  return new ListedModels(kept.success ? kept.output : {}, (state) => void memory.update(memoryKey, state), today);
}

const today = () => new Date().toISOString().slice(0, 10);
