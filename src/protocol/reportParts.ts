import * as v from 'valibot';
import { listOf } from './schema.ts';

const text = v.string();

/** A number at a glance, and a word on it. */
export const figure = v.object({ label: text, value: text, detail: text });
export type FigureView = v.InferOutput<typeof figure>;

/** The first cell names the row. */
export const table = v.object({ title: text, columns: listOf(text), rows: listOf(listOf(text)) });
export type TableView = v.InferOutput<typeof table>;
