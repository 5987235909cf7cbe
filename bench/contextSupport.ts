// What the benchmarks of the context share: code to work on, time measured, figures printed.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const modules = new URL('../node_modules', import.meta.url).pathname;

/** Paths of the sources among the installed packages, in a fixed order. */
export function sourceFiles(
  extensions: RegExp,
  { from = modules, minBytes = 2_500, maxBytes = 120_000 } = {},
): string[] {
  const found: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (extensions.test(entry.name) && !/\.min\.|\.d\.[mc]?ts$|package-lock/.test(entry.name)) {
        const { size } = statSync(path);
        if (size >= minBytes && size <= maxBytes) found.push(path);
      }
    }
  };
  visit(from);
  return found;
}

/** Files of exactly `lines` lines, put together from real ones. */
export function assembledFiles(count: number, lines: number): string[][] {
  const sources = sourceFiles(/\.(ts|js|mjs)$/);
  let next = 0;
  return Array.from({ length: count }, () => {
    const file: string[] = [];
    while (file.length < lines) file.push(...readFileSync(sources[(next += 37) % sources.length]!, 'utf8').split('\n'));
    return file.slice(0, lines);
  });
}

/** Durations of one thing done many times. */
export class Durations {
  readonly #ms: number[] = [];

  async time<T>(work: () => T | Promise<T>): Promise<T> {
    const startMs = performance.now();
    const result = await work();
    this.#ms.push(performance.now() - startMs);
    return result;
  }

  timeNow<T>(work: () => T): T {
    const startMs = performance.now();
    const result = work();
    this.#ms.push(performance.now() - startMs);
    return result;
  }

  add(ms: number): void {
    this.#ms.push(ms);
  }

  percentile(share: number): number {
    const sorted = this.#ms.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  }

  row(target: string): Record<string, string | number> {
    return {
      n: this.#ms.length,
      'p50 ms': rounded(this.percentile(0.5)),
      'p95 ms': rounded(this.percentile(0.95)),
      'max ms': rounded(this.percentile(1)),
      target,
    };
  }
}

function rounded(ms: number): number {
  return Number(ms.toFixed(ms < 1 ? 3 : 1));
}

/** Watches how long the event loop is blocked at a stretch. */
export class LoopWatch {
  #lastMs = performance.now();
  #longestMs = 0;
  #isOver = false;

  constructor() {
    const tick = () => {
      const nowMs = performance.now();
      this.#longestMs = Math.max(this.#longestMs, nowMs - this.#lastMs);
      this.#lastMs = nowMs;
      if (!this.#isOver) setImmediate(tick);
    };
    setImmediate(tick);
  }

  /** The longest stretch, in milliseconds. */
  stop(): number {
    this.#isOver = true;
    return Math.max(this.#longestMs, performance.now() - this.#lastMs);
  }
}
