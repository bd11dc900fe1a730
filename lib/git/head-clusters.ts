/** The clusters of HEAD. To ask git takes a tenth of a synth of a few files, so what it said of a commit is kept. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../files/sha256';
import { writeWhole } from '../files/write-whole';
import { pathsAt } from './files-at';
import { pathInWorkTree, workTreeOf } from './work-tree';

/** What the folder of each cluster has, and one of the user's own hardly. */
const OF_CLUSTER = /^([^/]+)\/applications\.k8s\.yaml$/;

const namesAtHead = (folder: string): string[] => pathsAt(folder, 'HEAD').flatMap((file) => OF_CLUSTER.exec(file)?.[1] ?? []);

/**
 * @param folder an output folder in a git work tree; it need not exist today
 * @param kept the file that keeps the last answer between runs. @default none
 * @returns the names of the clusters that have a folder in it at HEAD; none if there is no git, no work tree or no such folder
 */
export function clustersAtHead(folder: string, kept?: string): string[] {
  const root = workTreeOf(folder);
  if (root === undefined) return [];
  const commit = kept === undefined ? undefined : commitOf(root);
  if (kept === undefined || commit === undefined) return namesAtHead(folder);
  const question = JSON.stringify([commit, root, pathInWorkTree(root, folder)]);
  const known = keptIn(kept, question);
  if (known) return known;
  const names = namesAtHead(folder);
  if (names.length > 0) keep(kept, question, names);
  return names;
}

/** The id of the commit that is checked out, without asking git; undefined if it is not where git usually writes it. */
function commitOf(root: string): string | undefined {
  // In a hook, they lead git elsewhere.
  if (process.env.GIT_DIR !== undefined || process.env.GIT_COMMON_DIR !== undefined) return undefined;
  try {
    const own = path.join(root, '.git');
    const gitFolder = statSync(own).isDirectory() ? own : path.resolve(root, after('gitdir: ', readFileSync(own, 'utf8')));
    const head = readFileSync(path.join(gitFolder, 'HEAD'), 'utf8').trim();
    if (ID.test(head)) return head;
    return commitOfBranch(commonFolder(gitFolder), after('ref: ', head));
  } catch {
    return undefined;
  }
}

/** A hash, of SHA-1 or SHA-256. */
const ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** @throws Error if the text does not begin with this */
function after(start: string, text: string): string {
  if (!text.startsWith(start)) throw new Error(`no ${start}`);
  return text.slice(start.length).trim();
}

/** Where the branches are: those of further work trees are beside those of the first one. */
function commonFolder(gitFolder: string): string {
  try {
    return path.resolve(gitFolder, readFileSync(path.join(gitFolder, 'commondir'), 'utf8').trim());
  } catch {
    return gitFolder;
  }
}

function commitOfBranch(gitFolder: string, branch: string): string | undefined {
  try {
    const id = readFileSync(path.join(gitFolder, branch), 'utf8').trim();
    return ID.test(id) ? id : undefined;
  } catch {
    const packed = readFileSync(path.join(gitFolder, 'packed-refs'), 'utf8').split('\n');
    const line = packed.find((each) => each.endsWith(` ${branch}`));
    return line?.slice(0, line.indexOf(' '));
  }
}

/** What was kept for the same question; undefined if nothing was, or if it is damaged. */
function keptIn(file: string, question: string): string[] | undefined {
  try {
    const [hash, asked, answer = ''] = readFileSync(file, 'utf8').split('\n');
    return asked === question && hash === sha256(question + answer) ? (JSON.parse(answer) as string[]) : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, question: string, names: readonly string[]): void {
  const answer = JSON.stringify(names);
  try {
    writeWhole(file, `${sha256(question + answer)}\n${question}\n${answer}`);
  } catch {
    // a read-only checkout
  }
}
