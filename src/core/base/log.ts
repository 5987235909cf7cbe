/**
 * The log, by topic. Never pass a key, a prompt or code to any level but `trace`,
 * which users turn on knowing that it holds them.
 */
export interface Log {
  /** Not even put together unless the level is on. */
  trace(write: () => string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

export const silentLog: Log = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
