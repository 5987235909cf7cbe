import type { Memento } from 'vscode';
import * as v from 'valibot';
import { Calibration } from '../../core/context/tokens/calibration.ts';
import type { Policy } from '../../core/provider/pipe.ts';

const memoryKey = 'parlance.tokenRatios';
/** A write into VS Code's memory takes 11 ms and a message: one for so many requests is enough. */
const requestsPerWrite = 5;

const known = v.record(v.string(), v.object({ ratio: v.number(), requests: v.number(), errors: v.array(v.number()) }));

/** What earlier sessions have learnt of the models' vocabularies. */
export function rememberedRatios(memory: Memento): Calibration {
  const kept = v.safeParse(known, memory.get(memoryKey));
  return new Calibration(kept.success ? kept.output : {});
}

/** Learns from every reported usage how many tokens the model makes of one of ours. */
export function learnRatios(calibration: Calibration, memory: Memento): Policy {
  let learnt = 0;
  return (next) =>
    async function* learning(request, signal) {
      const { id, tokenRatio } = request.target.model;
      let isTrimmed = false;
      for await (const chunk of next(request, signal)) {
        isTrimmed ||= chunk.kind === 'notice' && chunk.notice.kind === 'trimmed';
        if (chunk.kind === 'end' && chunk.usage?.origin === 'reported' && !isTrimmed) {
          const ours = request.promptTokens / tokenRatio;
          calibration.observe(id, tokenRatio, { ours, reported: chunk.usage.inputTokens });
          if (++learnt % requestsPerWrite === 0) void memory.update(memoryKey, calibration.state);
        }
        yield chunk;
      }
    };
}
