/**
 * Takes the place of @vscode/spdlog, whose native part is not compiled: without it VS Code keeps no log files, and so
 * the output channels of extensions stay empty. The interface is that of its index.d.ts; files are not rotated.
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'] as const;

export class Logger {
  #file: number | undefined;
  #level = levels.indexOf('info');
  #isPlain = false;

  constructor(_type: string, _name: string, path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a');
  }

  trace = (message: string) => this.#write('trace', message);
  debug = (message: string) => this.#write('debug', message);
  info = (message: string) => this.#write('info', message);
  warn = (message: string) => this.#write('warning', message);
  error = (message: string) => this.#write('error', message);
  critical = (message: string) => this.#write('critical', message);

  getLevel(): number {
    return this.#level;
  }

  setLevel(level: number): void {
    this.#level = level;
  }

  clearFormatters(): void {
    this.#isPlain = true;
  }

  /** VS Code knows one pattern only, and it is written below. */
  setPattern(): void {}

  /** Nothing is held back. */
  flush(): void {}

  drop(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #write(level: (typeof levels)[number], message: string): void {
    if (levels.indexOf(level) < this.#level || this.#file === undefined) return;
    writeSync(this.#file, this.#isPlain ? message : `${localTime()} [${level}] ${message}\n`);
  }
}

export const version = 0;

export function setLevel(): void {}

export function setFlushOn(): void {}

export function createRotatingLogger(name: string, path: string): Promise<Logger> {
  return Promise.resolve(new Logger('rotating', name, path));
}

export function createAsyncRotatingLogger(name: string, path: string): Promise<Logger> {
  return createRotatingLogger(name, path);
}

/** As `2026-11-23 13:05:00.123`. */
function localTime(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().replace('T', ' ').slice(0, -1);
}
