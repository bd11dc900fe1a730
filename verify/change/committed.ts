/** The output of clusters as the last commit has it. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Refusal } from '../../lib/command-line/command';
import { filesAt } from '../../lib/git/files-at';
import { readOutput } from '../../lib/output/compare';
import { writeFiles } from '../../lib/output/write-files';
import type { Stack } from '../stack';
import { stacksIn } from './read';

/** The files of a cluster's folder at HEAD, by their path below it; empty if there is no git, or no such folder in it. */
export function committedFiles(out: string, name: string): ReadonlyMap<string, Buffer> {
  try {
    return filesAt(path.join(out, name), 'HEAD');
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}

/** The manifests of a cluster at HEAD; undefined if the commit has none. */
export function committedStack(out: string, name: string): Stack | undefined {
  const files = committedFiles(out, name);
  if (files.size === 0) return undefined;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tempo-gitops-'));
  try {
    writeFiles(path.join(folder, name), files);
    return stacksIn(folder, [name])[0];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Whether these files of a cluster will be again as they are at HEAD: then nothing that runs changes, whatever was never committed.
 * @param files their paths below the output folder
 * @param fresh the new output folder
 */
export function isAsCommitted(out: string, fresh: string, name: string, files: readonly string[]): boolean {
  const committed = committedFiles(out, name);
  if (committed.size === 0) return false;
  return files.every((file) => readOutput(fresh, file) === String(committed.get(file.slice(name.length + 1)) ?? ''));
}
