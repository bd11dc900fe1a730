/** One scenario from its preparation to its outcome. */
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { StepResult } from './live';
import { spawnInside } from './namespaces';
import { prepare } from './prepare';
import type { Scenario } from './scenario';

export type Outcome = 'ok' | 'failed' | 'not run';

export interface Tries {
  /** Makes its folder. @returns why it cannot run; undefined if it can */
  readonly prepare: (scenario: Scenario, folder: string) => Promise<string | undefined>;
  readonly start: (scenario: Scenario, folder: string) => ChildProcess;
  /** How long it may run, in milliseconds. */
  readonly longest: number;
}

/** @param charts a folder with charts; empty if they come from their repositories */
export const realTries = (charts: string): Tries => ({
  prepare: (scenario, folder) => prepare(scenario, folder, charts),
  start: ({ name }, folder) => spawnInside('test/live/inside.ts', [name, folder]),
  longest: 10 * 60 * 1000,
});

/** Runs it in a folder below `parent`, and prints its steps. What goes wrong on the way is a failure of it, with the message. */
export async function tried(scenario: Scenario, parent: string, tries: Tries, print: (line: string) => void): Promise<Outcome> {
  try {
    const folder = path.join(parent, scenario.name);
    const why = await tries.prepare(scenario, folder);
    if (why) return notRun(scenario, why, print);
    print(`${scenario.name}: ${scenario.shows}`);
    return await watched(tries.start(scenario, folder), tries.longest, print);
  } catch (error) {
    print(`FAILED ${scenario.name}: ${error instanceof Error ? error.message : String(error)}`);
    return 'failed';
  }
}

export function notRun({ name }: Scenario, why: string, print: (line: string) => void): Outcome {
  print(`not run ${name}: ${why}`);
  return 'not run';
}

/** @throws Error if it did not end within the time, or was ended by a signal, or could not be started */
async function watched(child: ChildProcess, longest: number, print: (line: string) => void): Promise<Outcome> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, longest);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on('exit', (code, signal) => resolve(code ?? signal));
    child.on('error', reject);
  });
  try {
    if (child.stdout) for await (const line of createInterface(child.stdout)) print(lineOf(line));
    const code = await ended;
    if (isLate) throw new Error(`ended, because it ran for more than ${longest / 1000} s`);
    if (typeof code === 'string') throw new Error(`ended by ${code}`);
    return code === 0 ? 'ok' : 'failed';
  } finally {
    clearTimeout(timer);
  }
}

/** A step as a line; another output of the scenario as it is. */
function lineOf(text: string): string {
  if (!text.startsWith('{"step"')) return `  ${text}`;
  const { step, ok, seen, seconds }: StepResult = JSON.parse(text);
  return `  ${ok ? 'ok    ' : 'FAILED'} ${step}: ${seen} (${seconds.toFixed(1)} s)`;
}
