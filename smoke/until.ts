/** Waits for what arrives later. */
import { setTimeout as sleep } from 'node:timers/promises';
import { EndError } from './ends/ends';
import type { Context } from './step';

/** Time between two attempts, in milliseconds: at first short, later longer. */
const PAUSES = [100, 200, 400, 800, 1000];

/**
 * Tries until there is a result, or until the timeout of the context. An error of the last attempt is thrown.
 * @returns undefined if there was none in time
 */
export async function until<Result>(
  { timeout, signal }: Pick<Context, 'timeout' | 'signal'>,
  attempt: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  const end = performance.now() + timeout;
  for (let count = 0; ; count++) {
    const pause = PAUSES[Math.min(count, PAUSES.length - 1)] ?? 0;
    const isLast = performance.now() + pause >= end;
    try {
      const result = await attempt();
      if (result !== undefined || isLast) return result;
    } catch (error) {
      if (isLast || signal.aborted || (error instanceof EndError && error.isPermanent)) throw error;
    }
    await sleep(pause, undefined, { signal });
  }
}
