/** Reads the files of a folder at a commit. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { Refusal } from '../command-line/errors';
import { nearest } from '../findings/nearest';
import { git, gitObstacle } from './git';
import { pathInWorkTree, workTreeOf } from './work-tree';

/**
 * @param folder a folder in a git work tree; it need not exist today
 * @param ref a branch, a tag or a commit: `HEAD`, `origin/main`
 * @param names the files and folders at its top to read. @default all
 * @returns the content of each regular file by its path below the folder, with `/`; empty if the commit does not have the folder
 * @throws Refusal if there is no git, no work tree or no such commit
 */
export function filesAt(folder: string, ref: string, names?: readonly string[]): Map<string, Buffer> {
  const { objects, blobs } = blobsIn(folder, ref, names);
  const contents = objects.contentsOf(blobs.map(({ id }) => id));
  return new Map(blobs.map(({ path }, index) => [path, contents[index] ?? Buffer.alloc(0)]));
}

/** The same with the id of each file instead of its content. */
export const idsAt = (...given: Parameters<typeof filesAt>): Map<string, string> =>
  new Map(blobsIn(...given).blobs.map(({ path, id }) => [path, id]));

/** Whether a text has this id in git, which is a hash. */
export const hasId = (text: string, id: string): boolean =>
  createHash(id.length === SHA1_LENGTH ? 'sha1' : 'sha256')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex') === id;

/** In hexadecimal digits. */
const SHA1_LENGTH = 40;

interface Blob {
  readonly id: string;
  readonly path: string;
}

function blobsIn(folder: string, ref: string, names?: readonly string[]): { readonly objects: Objects; readonly blobs: readonly Blob[] } {
  const root = workTreeOf(folder);
  if (root === undefined)
    throw new Refusal(`${folder}: not in a git work tree, so there is no commit to compare with; run the command in a git work tree`);
  const objects = new Objects(root);
  const commit = objects.commitOf(ref);
  const below = pathInWorkTree(root, folder);
  const paths = names?.map((name) => (below ? `${below}/${name}` : name)) ?? (below ? [below] : []);
  const listing = objects.run(['ls-tree', '-r', '-z', '--full-tree', commit, ...(paths.length > 0 ? ['--', ...paths] : [])]).toString();
  const blobs = listing.split('\0').flatMap((line) => {
    // Symbolic links and submodules are not files of the output.
    const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    const own = below ? path?.slice(below.length + 1) : path;
    // A file in the place of the folder has no path below it.
    return id && own ? [{ id, path: own }] : [];
  });
  return { objects, blobs };
}

/**
 * The content of one file at a commit; undefined if the commit does not have it.
 * @param file relative to the root of the work tree
 */
export function fileAt(root: string, file: string, ref: string): Buffer | undefined {
  return new Objects(root).contentOf(`${ref}:${file.split(path.sep).join('/')}`);
}

/**
 * The ids of some files at a commit, in one process; without those that it does not have.
 * @param folder in a work tree
 * @param files their paths below the folder
 * @param ref empty for the index
 */
export function idsOf(folder: string, files: readonly string[], ref: string): Map<string, string> {
  const root = workTreeOf(folder);
  if (root === undefined) return new Map();
  const below = pathInWorkTree(root, folder);
  const ids = new Objects(root).idsOf(files.map((file) => `${ref}:${below ? `${below}/` : ''}${file}`));
  return new Map(files.flatMap((file, index) => (ids[index] === undefined ? [] : [[file, ids[index]]])));
}

/** The names of the folders in a folder at a commit; empty if there is no git, no work tree or no such folder. */
export const foldersAt = (folder: string, ref: string): string[] => namesAt(folder, ref, '-d');

/** The paths of all files in a folder at a commit, below it, with `/`; empty if there is no git, no work tree or no such folder. */
export const pathsAt = (folder: string, ref: string): string[] => namesAt(folder, ref, '-r');

/** @param which the option of `git ls-tree` that selects the names */
function namesAt(folder: string, ref: string, which: '-d' | '-r'): string[] {
  const root = workTreeOf(folder);
  if (root === undefined) return [];
  const { status, stdout } = git(root, ['ls-tree', which, '-z', '--name-only', '--full-tree', `${ref}:${pathInWorkTree(root, folder)}`]);
  return status === 0 ? String(stdout).split('\0').filter(Boolean) : [];
}

/** Whether a commit has a file or a folder. @param file relative to the root of the work tree */
export const existsAt = (root: string, file: string, ref: string): boolean =>
  new Objects(root).knows(`${ref}:${file.split(path.sep).join('/')}`);

/** Those of some names that are commits of the work tree of a folder. */
export function refsIn(folder: string, names: readonly string[]): string[] {
  const root = workTreeOf(folder);
  if (root === undefined) return [];
  const objects = new Objects(root);
  return names.filter((name) => objects.has(name));
}

/**
 * Whether a folder is in a git work tree that has a commit.
 * @throws Refusal if git cannot read the work tree
 */
export function hasCommit(folder: string): boolean {
  const root = workTreeOf(folder);
  if (root === undefined) return false;
  if (new Objects(root).has('HEAD')) return true;
  refuseUnread(root);
  return false;
}

/** @throws Refusal if git cannot read a work tree */
function refuseUnread(root: string): void {
  const obstacle = gitObstacle(root);
  if (obstacle) throw new Refusal(`${obstacle.problem}, and a comparison with a commit needs it; ${obstacle.fix}`);
}

/** The objects of a repository. */
class Objects {
  constructor(private readonly root: string) {}

  run(args: readonly string[], input = ''): Buffer {
    const { status, stdout, stderr, error } = git(this.root, args, input);
    if (error) throw error;
    if (status !== 0) throw new Refusal(`git ${args[0]} failed: ${String(stderr).trim().split('\n')[0]}`);
    return stdout;
  }

  has(ref: string): boolean {
    return this.knows(`${ref}^{commit}`);
  }

  knows(object: string): boolean {
    return this.find(object).status === 0;
  }

  /** @throws Refusal if there is no such commit */
  commitOf(ref: string): string {
    const { status, stdout } = this.find(`${ref}^{commit}`);
    if (status === 0) return String(stdout).trim();
    refuseUnread(this.root);
    if (!this.has('HEAD') && ref === 'HEAD')
      throw new Refusal(`${this.root} has no commit yet, so there is nothing to compare with; commit first`);
    const refs = String(this.run(['for-each-ref', '--format=%(refname:short)']))
      .split('\n')
      .filter(Boolean);
    // In continuous integration, a branch is often only that of the remote.
    const meant = refs.find((name) => name.endsWith(`/${ref}`)) ?? nearest(ref, ['HEAD', ...refs]);
    if (this.find(ref).status === 0) throw new Refusal(`${ref} is not a commit; use a branch, a tag or a commit, such as HEAD`);
    const isShallow = String(this.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
    if (isShallow && (!meant || /[~^]/.test(ref))) {
      throw new Refusal(
        `no commit ${ref} in this shallow clone; run \`git fetch --unshallow\`, or set fetch-depth: 0 for actions/checkout`,
      );
    }
    throw new Refusal(
      `no commit ${ref} in ${this.root}; ${meant ? `did you mean ${meant}?` : 'use a branch, a tag or a commit, such as HEAD'}`,
    );
  }

  /** The content of a blob; undefined if there is none. */
  contentOf(name: string): Buffer | undefined {
    const { status, stdout } = git(this.root, ['cat-file', 'blob', name]);
    return status === 0 ? stdout : undefined;
  }

  /** The contents of blobs, in the same order. */
  contentsOf(ids: readonly string[]): Buffer[] {
    if (ids.length === 0) return [];
    const output = this.run(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    let next = 0;
    return ids.map(() => {
      // `<id> blob <size>`, a line break, the content, a line break.
      const end = output.indexOf('\n', next);
      const size = Number(output.toString('latin1', next, end).split(' ')[2]);
      const content = output.subarray(end + 1, end + 1 + size);
      next = end + size + 2;
      return content;
    });
  }

  /** The ids of objects, in the same order; undefined for one that is not there. */
  idsOf(names: readonly string[]): (string | undefined)[] {
    const lines = String(
      this.run(['cat-file', '--batch-check=%(objectname) %(objecttype)'], names.map((name) => `${name}\n`).join('')),
    ).split('\n');
    return names.map((_, index) => /^([0-9a-f]+) blob$/.exec(lines[index] ?? '')?.[1]);
  }

  private find(object: string) {
    return git(this.root, ['rev-parse', '--verify', '--quiet', '--end-of-options', object]);
  }
}
