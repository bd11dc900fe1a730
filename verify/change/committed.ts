/** The output of clusters as commits have it. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Refusal } from '../../lib/command-line/command';
import { fileAt, filesAt, refsIn } from '../../lib/git/files-at';
import { pathInWorkTree, workTreeOf } from '../../lib/git/work-tree';
import { readOutput } from '../../lib/output/compare';
import { FLEET_SET } from '../../lib/output/fleet-files';
import { writeFiles } from '../../lib/output/write-files';
import type { Stack } from '../stack';
import { stacksIn } from './read';

/** The other commit of a merge, rebase, cherry-pick or revert that is not finished. */
const IN_PROGRESS = ['MERGE_HEAD', 'REBASE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD'];
/** Commits that may run, although HEAD is another one. */
const ELSEWHERE = ['@{upstream}', 'origin/HEAD', 'ORIG_HEAD'];
const INDEX = '';

/** The commits whose output may be what runs: HEAD, and that of a merge that is not finished. */
export const commitsOf = (out: string): string[] => ['HEAD', ...refsIn(out, IN_PROGRESS)];

/** The files of a cluster's folder at a commit, by their path below it; empty if there is no git, or no such folder in it. */
export function committedFiles(out: string, name: string, ref: string): ReadonlyMap<string, Buffer> {
  try {
    return filesAt(path.join(out, name), ref);
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}

/** The content of a file below the output folder at a commit, or in the index without one; undefined if it is not there. */
function committedFile(out: string, file: string, ref: string): Buffer | undefined {
  const root = workTreeOf(out);
  return root === undefined ? undefined : fileAt(root, path.join(pathInWorkTree(root, out), file), ref);
}

/** The manifests of a cluster at a commit; undefined if the commit has none. */
export function committedStack(out: string, name: string, ref: string): Stack | undefined {
  const files = committedFiles(out, name, ref);
  if (files.size === 0) return undefined;
  // The ApplicationSet makes the root Application of a cluster.
  const fleet = committedFile(out, FLEET_SET, ref);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tempo-gitops-'));
  try {
    writeFiles(path.join(folder, name), files);
    if (fleet) writeFiles(folder, [[FLEET_SET, fleet]]);
    return stacksIn(folder, [name])[0];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Whether these files of a cluster will be again as they are at HEAD, and what they are now was never committed: not in the index, in
 * a merge that is not finished, or in a commit that may run.
 * @param files their paths below the output folder
 * @param fresh the new output folder
 */
export function isUndone(out: string, fresh: string, files: readonly string[]): boolean {
  if (refsIn(out, ['HEAD']).length === 0 || refsIn(out, IN_PROGRESS).length > 0) return false;
  const textAt = (ref: string, file: string) => String(committedFile(out, file, ref) ?? '');
  if (files.some((file) => readOutput(fresh, file) !== textAt('HEAD', file))) return false;
  const others = [INDEX, ...refsIn(out, ELSEWHERE)];
  return files.every((file) => {
    const now = readOutput(out, file);
    return now === textAt('HEAD', file) || others.every((ref) => textAt(ref, file) !== now);
  });
}
