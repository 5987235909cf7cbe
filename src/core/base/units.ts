/** Elapsed time or an instant of a monotonic clock. */
export type Milliseconds = number;
/** Milliseconds since the Unix epoch, UTC. */
export type EpochMilliseconds = number;
/** Tokens of the model's own vocabulary, as near as they are known. */
export type Tokens = number;
/** US dollars. */
export type Usd = number;
/** A position in a text, counted in UTF-16 code units as `String.prototype.length` does. */
export type Utf16Offset = number;
