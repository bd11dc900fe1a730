/** Folders for what is unpacked and put together during one run. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Refusal } from '../command-line/command';

/** By number, as a shell reports what a signal ended. */
const ENDS = Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }).map(
  ([signal, code]) => [signal as NodeJS.Signals, () => process.exit(code)] as const,
);

/** In milliseconds: a process of another container may be at work in the same folder, and nobody here knows its number. */
const ABANDONED = 60 * 60 * 1000;

/** Those of this process that are in use. */
const used = new Set<string>();

export interface WorkFolderProps {
  /** The folder to make it in. @default the one for temporary files */
  readonly parent?: string;
  /** @default tempo-gitops- */
  readonly prefix?: string;
}

/**
 * Gives a new folder to `work`, and removes it after: also where that fails, or is interrupted. What killed runs left there is
 * removed too.
 * @throws Refusal where none can be made
 */
export async function withWorkFolder<Result>(
  work: (folder: string) => Promise<Result>,
  { parent, prefix = 'tempo-gitops-' }: WorkFolderProps = {},
): Promise<Result> {
  const folder = make(parent ?? tmpdir(), prefix, parent === undefined ? 'TMPDIR' : 'XDG_CACHE_HOME');
  if (used.size === 0) {
    process.once('exit', clean);
    for (const [signal, end] of ENDS) process.once(signal, end);
  }
  used.add(folder);
  try {
    return await work(folder);
  } finally {
    remove(folder);
    used.delete(folder);
    if (used.size === 0) {
      process.removeListener('exit', clean);
      for (const [signal, end] of ENDS) process.removeListener(signal, end);
    }
  }
}

function make(parent: string, prefix: string, variable: string): string {
  try {
    sweep(parent, prefix);
    return mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
  } catch (error) {
    throw new Refusal(
      `no folder can be made in ${parent} (${(error as NodeJS.ErrnoException).code}); set ${variable} to a folder that can be written to`,
    );
  }
}

function sweep(parent: string, prefix: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = (name.startsWith(prefix) && /^(\d+)-\w{6}$/.exec(name.slice(prefix.length))) || [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const changed = statSync(path.join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changed > ABANDONED) remove(path.join(parent, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function clean(): void {
  for (const folder of used) remove(folder);
}

/** What is somebody else's to remove stays. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}
