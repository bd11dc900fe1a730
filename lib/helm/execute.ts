/** Runs other programs, with limits. */
import { type ChildProcess, spawn } from 'node:child_process';
import { atEnd } from '../command-line/at-end';
import { withoutCredentials } from '../command-line/environment';
import type { ProblemAndFix } from './no-chart';

export interface Execution {
  /** The exit code; undefined if the program could not be started, or was stopped. */
  readonly status?: number;
  readonly out: string;
  readonly error: string;
  /** Why it was stopped. @default it was not */
  readonly stopped?: ProblemAndFix;
}

export interface ExecutionProps {
  readonly input?: string;
  /** @default that of this process without its credentials */
  readonly environment?: NodeJS.ProcessEnv;
  /** In milliseconds. @default two minutes */
  readonly timeout?: number;
  /** The most that it may print, in bytes. @default 64 MB */
  readonly most?: number;
}

const MINUTE = 60_000;
const MEGABYTE = 1_000_000;

/** Runs a program to its end. Never throws: an error is in the result. With this process ends the program too, and all that it started. */
export function execute(
  program: string,
  args: readonly string[],
  { input, environment = withoutCredentials(), timeout = 2 * MINUTE, most = 64 * MEGABYTE }: ExecutionProps = {},
): Promise<Execution> {
  return new Promise((resolve) => {
    let started: ChildProcess | undefined;
    // Before the start: a signal in between would leave the program running.
    const withdraw = atEnd(() => started && kill(started));
    const fail = ({ message }: Error) => {
      withdraw();
      resolve({ out: '', error: message });
    };
    try {
      // In a process group of its own, so that the programs that it starts end with it.
      const child = spawn(program, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
      started = child;
      const out: Buffer[] = [];
      const error: Buffer[] = [];
      let printed = 0;
      const end = (execution: Partial<Execution>) => {
        clearTimeout(timer);
        withdraw();
        resolve({ out: String(Buffer.concat(out)), error: String(Buffer.concat(error)), ...execution });
      };
      const stop = (problem: string, fix: string) => {
        kill(child);
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
        end({ out: '', error: problem, stopped: { problem, fix } });
      };
      const timer = setTimeout(() => stop(`${program} did not end within ${timeout / 1000} seconds`, ENDLESS), timeout);
      const collect = (chunks: Buffer[]) => (chunk: Buffer) => {
        chunks.push(chunk);
        printed += chunk.length;
        if (printed > most) stop(`${program} printed more than ${most / MEGABYTE} MB`, ENDLESS);
      };
      child.on('error', (thrown) => {
        clearTimeout(timer);
        fail(thrown);
      });
      child.stdout.on('data', collect(out));
      child.stderr.on('data', collect(error));
      // If the program does not start or does not read all of its input, the exit event reports why.
      child.stdin.on('error', () => undefined);
      child.on('close', (status) => end({ status: status ?? 1 }));
      child.stdin.end(input ?? '');
    } catch (error) {
      // `spawn` throws if an argument is too long or contains a NUL.
      fail(error as Error);
    }
  });
}

const ENDLESS = 'look for a loop without end in the chart or its values, and try again';

function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
