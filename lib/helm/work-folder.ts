/** Temporary folders for the charts of one run. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atEnd } from '../command-line/at-end';
import { Refusal } from '../command-line/errors';
import { isRunning } from '../command-line/running';
import { codeOf } from '../files/error-code';

/** In milliseconds. A process in another container may use the same folder, and its id is not visible here. */
const ABANDONED = 60 * 60 * 1000;

export interface WorkFolderProps {
  /** The folder to create it in. @default the one for temporary files */
  readonly parent?: string;
  /** @default tempo-gitops- */
  readonly prefix?: string;
}

/**
 * Calls `work` with a new folder and removes it afterwards, also on errors and signals. Folders left by killed runs are
 * removed too.
 * @throws Refusal if no folder can be created
 */
export async function withWorkFolder<Result>(
  work: (folder: string) => Promise<Result>,
  { parent, prefix = 'tempo-gitops-' }: WorkFolderProps = {},
): Promise<Result> {
  const folder = make(parent ?? tmpdir(), prefix, parent === undefined ? 'TMPDIR' : 'XDG_CACHE_HOME');
  const withdraw = atEnd(() => remove(folder));
  try {
    return await work(folder);
  } finally {
    remove(folder);
    withdraw();
  }
}

function make(parent: string, prefix: string, variable: string): string {
  try {
    sweep(parent, prefix);
    return mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
  } catch (error) {
    throw new Refusal(`no folder can be created in ${parent} (${codeOf(error)}); set ${variable} to a writable folder`);
  }
}

function sweep(parent: string, prefix: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = (name.startsWith(prefix) && /^(\d+)-\w{6}$/.exec(name.slice(prefix.length))) || [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const changed = statSync(path.join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changed > ABANDONED) remove(path.join(parent, name));
  }
}

/** A folder that cannot be removed is left. A program that was just ended may still write to it. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {}
}
