import type { Target } from '../provider/target.ts';
import type { InlineCall, Item } from './call.ts';
import type { Recorder } from './decision.ts';
import { withText, type Spot } from './document.ts';
import type { Candidate } from './filters/filter.ts';
import type { Site, SiteReader } from './site.ts';

/** One call on its way through the stages. */
export interface Work {
  readonly call: InlineCall;
  /** The cursor; behind the entry selected in the suggest widget, as if that were accepted. */
  readonly spot: Spot;
  readonly site: Site;
  /** What an answer must have come from to be of use. */
  readonly origin: string;
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
}

export function workOf(call: InlineCall, sites: SiteReader, recorder: Recorder, signal: AbortSignal): Work {
  const { document, position, suggestItem } = call;
  const spot = suggestItem
    ? withText(document, suggestItem.start, suggestItem.end, suggestItem.text)
    : { document, position };
  return { call, spot, site: sites.read(spot, call.indent), origin: originOf(call.target), recorder, signal };
}

export function originOf({ endpoint, model }: Target): string {
  return `${endpoint.baseUrl} ${model.id}`;
}

/** The text as the editor takes it: with the selected entry in front, and over what it takes the place of. */
export function toItem({ text, replaceLength }: Candidate, { call }: Work): Item {
  const { position, suggestItem } = call;
  const start = suggestItem?.start ?? position;
  const end = suggestItem?.end ?? position;
  return {
    text: (suggestItem?.text ?? '') + text,
    start,
    end: { line: end.line, character: end.character + replaceLength },
  };
}
