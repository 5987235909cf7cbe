import * as v from 'valibot';
import { figure } from './reportParts.ts';
import { listOf } from './schema.ts';

const text = v.string();

/** One request of the chart; milliseconds draw it, the text says it. */
const mark = v.object({
  kind: v.picklist(['answered', 'cancelled', 'failed']),
  firstTokenMs: v.number(),
  totalMs: v.number(),
  time: text,
  outcome: text,
  firstToken: text,
  total: text,
});

const model = v.object({
  name: text,
  state: v.picklist(['good', 'warning']),
  stateText: text,
  /** Whether the user may send a request before its time. */
  canTryNow: v.boolean(),
  figures: listOf(figure),
  marks: listOf(mark),
});

const endpoint = v.object({ name: text, address: text, figures: listOf(figure), models: listOf(model) });

/** Everything the view shows, in words and formatted. */
const healthView = v.object({ takenAt: text, summary: text, endpoints: listOf(endpoint) });
export type HealthView = v.InferOutput<typeof healthView>;
export type ModelHealthView = v.InferOutput<typeof model>;
export type RequestMarkView = v.InferOutput<typeof mark>;

export const toHealthView = v.object({ type: v.literal('report'), view: healthView });
export type ToHealthView = v.InferOutput<typeof toHealthView>;

export const fromHealthView = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('copy') }),
  v.object({ type: v.literal('showLog') }),
  v.object({ type: v.literal('tryNow'), address: text, model: text }),
]);
export type FromHealthView = v.InferOutput<typeof fromHealthView>;
