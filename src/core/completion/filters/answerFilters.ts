import { fences } from './fences.ts';
import type { AnswerFilter, AnswerSite, FilterName } from './filter.ts';
import { loop } from './loop.ts';
import { promptLeak } from './promptLeak.ts';
import { prose } from './prose.ts';
import { reindent } from './reindent.ts';
import { restart } from './restart.ts';
import { thinking } from './thinking.ts';

/** What makes code of an answer, in this order. It has to be done before anything can be told from the text. */
const all: readonly AnswerFilter[] = [thinking, fences, prose, promptLeak, restart, reindent];

/** What has become of an answer, or of the part of it that has arrived. */
export type Shaped =
  /** All that the place wants: what else may come would be cut off. */
  | { readonly kind: 'whole'; readonly text: string }
  /** More is wanted; the text is empty while nothing can be told. */
  | { readonly kind: 'partial'; readonly text: string }
  | { readonly kind: 'dropped'; readonly by: FilterName };

/** Turns what a model has said so far into what could be suggested where it was asked. */
export function shapeAnswer(answer: string, at: AnswerSite): Shaped {
  let text = answer.replace(/\r\n?/g, '\n');
  for (const filter of all) {
    if (text.trim() === '') break;
    text = filter.apply(text, at);
    if (text.trim() === '' && at.isFinal) return { kind: 'dropped', by: filter.name };
  }
  const { end, isComplete } = at.purpose.measure(text, at.isFinal);
  const cut = text.slice(0, end);
  const kept = loop.apply(cut, at);
  if (!at.isFinal && !isComplete && kept === cut) return { kind: 'partial', text };
  if (kept.trim() !== '') return { kind: 'whole', text: kept };
  return { kind: 'dropped', by: cut.trim() !== '' ? 'loop' : text.trim() !== '' ? 'extent' : 'blank' };
}
