/** The process that owns the staging folder. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../command-line/errors';
import { isRunning } from '../command-line/running';
import { namesIn } from '../files/plain-file';
import type { Places } from './places';

/** Creates the staging folder with its owner in it, in one step. */
export function claim({ out, staging, owner }: Places): void {
  const prepared = `${staging}.${process.pid}`;
  rmSync(prepared, { recursive: true, force: true });
  mkdirSync(prepared);
  writeFileSync(path.join(prepared, path.basename(owner)), String(process.pid));
  try {
    renameSync(prepared, staging);
  } catch {
    rmSync(prepared, { recursive: true, force: true });
    throw new Refusal(`${out}: is being written by another process; wait for it and try again`);
  }
}

/** Removes staging folders that were not renamed because their process was killed. */
export function forgetUnfinishedClaims(staging: string): void {
  const parent = path.dirname(staging);
  for (const name of namesIn(parent)) {
    const pid = name.startsWith(`${path.basename(staging)}.`) ? Number(name.slice(path.basename(staging).length + 1)) : 0;
    if (pid > 0 && (pid === process.pid || !isRunning(pid))) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

/** Its process; undefined if there is none. */
export function ownerOf(owner: string): number | undefined {
  try {
    return Number(readFileSync(owner, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
