import * as v from 'valibot';

/** A list that stays as it came. */
export const listOf = <const Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.readonly());

/** The message, or undefined where it is not one: whatever else arrives at the border is dropped. */
export function read<Output>(schema: v.GenericSchema<unknown, Output>, message: unknown): Output | undefined {
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : undefined;
}
