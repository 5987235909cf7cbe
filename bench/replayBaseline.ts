// What ghost text costs when every pause of 300 ms is a request and no answer is used again.
import type { InlineCall } from '../src/core/completion/call.ts';
import { CompletionEngine, type EngineParts } from '../src/core/completion/engine.ts';
import { extentByIndentation } from '../src/core/completion/extent.ts';
import { shapeAnswer } from '../src/core/completion/filters/answerFilters.ts';
import { fitToPlace } from '../src/core/completion/filters/placeFilters.ts';
import type { Outcome } from '../src/core/completion/outcome.ts';
import { purposeOf } from '../src/core/completion/purpose.ts';
import { SiteReader } from '../src/core/completion/site.ts';
import type { Message } from '../src/core/provider/request.ts';
import type { Contestant } from './replaySimulation.ts';

/** Nothing but that: with this engine's prompts, and its streams that stop early. */
export function withoutReuse(parts: EngineParts): Contestant {
  return {
    typed: () => undefined,
    async provide(call, signal) {
      const engine = new CompletionEngine(parts);
      signal.addEventListener('abort', () => engine.dispose(), { once: true });
      return engine.provide({ ...call, fixedPauseMs: 300 }, signal);
    },
  };
}

/** And with the usual prompt, a window that slides with the cursor, and the usual stream, read to its end. */
export function plain(parts: EngineParts): Contestant {
  const sites = new SiteReader();
  return {
    typed: () => undefined,
    async provide(call, signal): Promise<Outcome> {
      const site = sites.read(call, call.indent);
      const extent = extentByIndentation(site);
      await parts.clock.sleep(300, signal);
      const request = {
        id: parts.newId(),
        feature: 'inline' as const,
        target: call.target,
        prompt: { kind: 'chat' as const, messages: slidingPrompt(call, parts) },
        temperature: 0,
        maxOutputTokens: extent.kind === 'line' ? 96 : 256,
        promptTokens: 0,
      };
      let answer = '';
      for await (const chunk of parts.pipe(request, signal)) if (chunk.kind === 'text') answer += chunk.text;
      const shaped = shapeAnswer(answer, { site, purpose: purposeOf(site, extent), isFinal: true });
      const fitted = shaped.kind === 'whole' ? fitToPlace(shaped.text, site) : undefined;
      if (fitted?.kind !== 'kept') return { kind: 'skip', skip: { reason: 'nothingHere' } };
      const { line, character } = call.position;
      const end = { line, character: character + fitted.value.replaceLength };
      return {
        kind: 'items',
        items: [{ text: fitted.value.text, start: call.position, end }],
        source: 'request',
        requestId: request.id,
      };
    },
  };
}

/** Code before and behind the cursor, line by line until the budget is used up. */
function slidingPrompt(
  { document, position, maxPromptTokens }: InlineCall,
  { countNow }: EngineParts,
): readonly Message[] {
  const current = document.lineAt(position.line);
  let prefix = current.slice(0, position.character);
  let suffix = current.slice(position.character);
  let left = maxPromptTokens - 100 - countNow(current);
  for (let distance = 1; left > 0 && distance < 400; distance++) {
    const above = position.line - distance;
    const below = position.line + distance;
    if (above >= 0) prefix = `${document.lineAt(above)}\n${prefix}`;
    if (distance % 3 === 0 && below / 3 < document.lineCount)
      suffix += `\n${document.lineAt(position.line + distance / 3)}`;
    left -=
      countNow(document.lineAt(above)) +
      (distance % 3 === 0 ? countNow(document.lineAt(position.line + distance / 3)) : 0);
  }
  const system = 'You complete code. Reply with the code that belongs at <CURSOR/> and nothing else.';
  return [
    { role: 'system', content: system },
    { role: 'user', content: `${document.path}\n${prefix}<CURSOR/>${suffix}` },
  ];
}
