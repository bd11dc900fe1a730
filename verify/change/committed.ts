/** The output of clusters as commits have it. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Refusal } from '../../lib/command-line/errors';
import { writeFiles } from '../../lib/files/write-files';
import { groupedBy } from '../../lib/findings/grouped-by';
import { existsAt, filesAt, hasId, idsAt, idsOf, refsIn } from '../../lib/git/files-at';
import { pathInWorkTree, workTreeOf } from '../../lib/git/work-tree';
import { listFiles, readOutput } from '../../lib/output/compare';
import { FLEET_SET } from '../../lib/output/fleet-files';
import type { Stack } from '../stack';
import { stacksIn } from './read';

/** The other commit of a merge, rebase, cherry-pick or revert that is not finished. */
const IN_PROGRESS = ['MERGE_HEAD', 'REBASE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD'];
/** Commits that may run, although HEAD is another one. */
const ELSEWHERE = ['@{upstream}', 'origin/HEAD', 'ORIG_HEAD'];
const INDEX = '';

/** The commits whose output may be what runs: HEAD, and that of a merge that is not finished. */
export const commitsOf = (out: string): string[] => ['HEAD', ...refsIn(out, IN_PROGRESS)];

/** What a commit has; empty if there is no git. */
function ifCommitted<Value>(read: () => ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}

/** The manifests of a cluster at a commit; undefined if the commit has none. */
export const committedStack = (out: string, name: string, ref: string): Stack | undefined =>
  withCommitted(out, [name], ref, (folder) => stacksIn(folder, [name])[0]);

/** @param use gets a folder with the output of these clusters at a commit, which is removed afterwards */
export function withCommitted<Result>(out: string, names: readonly string[], ref: string, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tempo-gitops-'));
  try {
    // The ApplicationSet makes the root Application of a cluster.
    writeFiles(
      folder,
      ifCommitted(() => filesAt(out, ref, [...names, FLEET_SET])),
    );
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Which of some clusters HEAD has, and whether their files, or the ApplicationSet, will be others.
 * @param fresh the new output folder
 * @param ref another commit than HEAD
 */
export function comparedWithHead(
  out: string,
  names: readonly string[],
  fresh: string,
  ref = 'HEAD',
): ReadonlyMap<string, 'equal' | 'changed'> {
  const ids = ifCommitted(() => idsAt(out, ref, [...names, FLEET_SET]));
  const isSame = (file: string) => hasId(readOutput(fresh, file), ids.get(file) ?? '');
  const isFleetSame = ids.has(FLEET_SET) ? isSame(FLEET_SET) : readOutput(fresh, FLEET_SET) === '';
  const committed = [...groupedBy([...ids.keys()], (file) => file.split('/', 1)[0] ?? '')].filter(([name]) => name !== FLEET_SET);
  return new Map(
    committed.map(([name, files]) => {
      const own = listFiles(path.join(fresh, name));
      return [name, isFleetSame && own.length === files.length && files.every(isSame) ? 'equal' : 'changed'];
    }),
  );
}

/** Which of some clusters have another output at HEAD than in the output folder, which no commit that may run has. */
export function neverCommitted(out: string, names: readonly string[]): string[] {
  // In a merge, what another branch has may run.
  if (names.length === 0 || refsIn(out, IN_PROGRESS).length > 0) return [];
  const compared = comparedWithHead(out, names, out);
  const changed = names.filter((name) => compared.get(name) === 'changed');
  if (changed.length === 0) return [];
  const others = refsIn(out, ELSEWHERE).map((ref) => comparedWithHead(out, changed, out, ref));
  return changed.filter((name) => others.every((other) => other.get(name) !== 'equal'));
}

/** Whether HEAD has anything of the output folder. */
export const isCommitted = (out: string): boolean => {
  const root = workTreeOf(out);
  return root !== undefined && existsAt(root, pathInWorkTree(root, out), 'HEAD');
};

/** Which of some files of the output folder were never committed. git reads all of them at once, when the first one is asked for. */
export class Uncommitted {
  private read?: { readonly never: ReadonlySet<string>; readonly undone: ReadonlySet<string> };

  /**
   * @param fresh the new output folder
   * @param files their paths below both
   */
  constructor(
    private readonly out: string,
    private readonly fresh: string,
    private readonly files: readonly string[],
  ) {}

  /**
   * Whether each of some files is as it is at HEAD, or as it never was committed: not in the index, in a merge that is not finished, or
   * in a commit that may run.
   */
  hasAll(files: readonly string[]): boolean {
    const { never } = this.sets;
    return files.every((file) => never.has(file));
  }

  /** Whether each of them will also be again as it is at HEAD. */
  willUndo(files: readonly string[]): boolean {
    const { undone } = this.sets;
    return files.every((file) => undone.has(file));
  }

  private get sets() {
    this.read ??= this.readFiles();
    return this.read;
  }

  private readFiles(): NonNullable<typeof this.read> {
    const { out, fresh, files } = this;
    if (refsIn(out, ['HEAD']).length === 0 || refsIn(out, IN_PROGRESS).length > 0) return { never: new Set(), undone: new Set() };
    const head = idsOf(out, files, 'HEAD');
    const others = [INDEX, ...refsIn(out, ELSEWHERE)].map((ref) => idsOf(out, files, ref));
    const isSame = (text: string, id: string | undefined) => (id === undefined ? text === '' : hasId(text, id));
    const never = files.filter((file) => {
      const now = readOutput(out, file);
      return isSame(now, head.get(file)) || !others.some((ids) => isSame(now, ids.get(file)));
    });
    return { never: new Set(never), undone: new Set(never.filter((file) => isSame(readOutput(fresh, file), head.get(file)))) };
  }
}
