/** The process that owns the staging folder. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../command-line/errors';
import { isRunning } from '../command-line/running';
import { namesIn } from '../files/plain-file';
import type { Places } from './places';

/**
 * Creates the staging folder with its owner in it, in one step.
 * @param folder the output folder, as shown in messages
 * @throws Refusal while another process writes it, or an error of the operating system; then it leaves nothing
 */
export function claim(folder: string, { staging, owner }: Places): void {
  const prepared = `${staging}.${process.pid}`;
  rmSync(prepared, { recursive: true, force: true });
  try {
    mkdirSync(prepared);
    writeFileSync(path.join(prepared, path.basename(owner)), String(process.pid));
    if (!isRenamed(prepared, staging)) throw new Refusal(`${folder}: is being written by another process; wait for it and try again`);
  } catch (error) {
    rmSync(prepared, { recursive: true, force: true });
    throw error;
  }
}

function isRenamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
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
