import { LogLevel, type LogOutputChannel } from 'vscode';
import type { Log } from '../core/base/log.ts';

/** The "Parlance" output channel as the core's log. Levels and the log file are VS Code's. */
export function channelLog(channel: LogOutputChannel): Log {
  return {
    trace: (write) => {
      if (channel.logLevel === LogLevel.Trace) channel.trace(write());
    },
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, cause) => channel.error(cause === undefined ? message : `${message} ${describe(cause)}`),
  };
}

/** The stack where there is one: it names places in our code, never the content of a request. */
function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
