import { LogLevel, type Disposable, type LogOutputChannel } from 'vscode';
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

/** Says in the log itself what the level Trace puts into it. */
export function announceTrace(channel: LogOutputChannel): Disposable {
  const announce = (level: LogLevel) => {
    if (level === LogLevel.Trace)
      channel.warn('The level is Trace: from here on, prompts with your code are written to this log.');
  };
  announce(channel.logLevel);
  return channel.onDidChangeLogLevel(announce);
}

/** The stack where there is one: it names places in our code, never the content of a request. */
function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
