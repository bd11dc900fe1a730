/** The output folder as it was at a commit, for comparisons. */
import { writeFiles } from '../../lib/files/write-files';
import { filesAt } from '../../lib/git/files-at';
import type { Stack } from '../stack';
import { stacksIn } from './read';

/**
 * @param out the output folder
 * @param ref a branch, a tag or a commit
 * @returns reads the clusters, given an empty folder for their files
 * @throws Refusal if there is no such commit
 */
export function outputAt(out: string, ref: string): (folder: string) => Stack[] {
  const files = filesAt(out, ref);
  return (folder) => {
    writeFiles(folder, files);
    return stacksIn(folder);
  };
}
