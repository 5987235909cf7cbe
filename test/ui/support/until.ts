import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import assert from 'node:assert/strict';

/** Long enough for a machine that is busy with other things; a condition that holds is seen at once. */
const patienceMs = 15_000;
const betweenReadsMs = 25;

/** Reads until the value is right; otherwise fails with the value read last. */
export async function until<T>(what: string, read: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  const value = await readUntil(read, isRight);
  if (!isRight(value)) throw new Error(`${what}: not in time. Last: ${JSON.stringify(value, null, 2)}`);
  return value;
}

/** Reads until the value equals `expected`; otherwise fails with their difference. */
export async function becomes<T>(read: () => Promise<T>, expected: T): Promise<void> {
  assert.deepEqual(await readUntil(read, (value) => isDeepStrictEqual(value, expected)), expected);
}

async function readUntil<T>(read: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  const deadlineMs = performance.now() + patienceMs;
  let value = await read();
  while (!isRight(value) && performance.now() < deadlineMs) {
    await delay(betweenReadsMs);
    value = await read();
  }
  return value;
}
