/** node:fs for tests that kill a process, or let another program write, between two calls. */
import type * as fs from 'node:fs';

export const control = {
  /** After this number of calls that change the file system, all further ones fail, as if the process had been killed. */
  callsLeft: Number.POSITIVE_INFINITY,
  /** What another program does before a call. @param number the number of calls before it */
  meanwhile: (_number: number): void => undefined,
  /** The number of calls. */
  calls: 0,
};

export const realFs: typeof fs = jest.requireActual('node:fs');

const CHANGING = [
  ...(['chmodSync', 'copyFileSync', 'linkSync', 'mkdirSync', 'renameSync', 'rmSync', 'rmdirSync', 'symlinkSync'] as const),
  ...(['unlinkSync', 'writeFileSync'] as const),
];

/** For `jest.mock('node:fs', …)`. */
export function interruptedFs(): typeof fs {
  const counted = CHANGING.map((name) => [
    name,
    (...args: unknown[]) => {
      if (control.callsLeft-- <= 0) throw new Error('killed');
      control.meanwhile(control.calls++);
      return (realFs[name] as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return { ...realFs, ...Object.fromEntries(counted) };
}

/** Ends all interruptions. */
export function resetControl(): void {
  Object.assign(control, { callsLeft: Number.POSITIVE_INFINITY, meanwhile: () => undefined, calls: 0 });
}
