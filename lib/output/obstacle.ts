/** What is in the place of a file of the output, and that synth does not replace. */
import { readlinkSync, type Stats } from 'node:fs';
import path from 'node:path';
import { entryAt } from '../files/file-kind';

export interface Obstacle {
  /** Its path, with the output folder. */
  readonly place: string;
  /** A phrase that can follow the path. */
  readonly problem: string;
  /** What to do, as an imperative. */
  readonly fix: string;
}

/**
 * Anything but a regular file at the path of an output file, and anything but a folder at the path of an output folder.
 * @param out the output folder @param file a path below it, with `/`; of a folder, with `/` at its end
 */
export function obstacleAt(out: string, file: string): Obstacle | undefined {
  const steps = file.split('/');
  for (let length = 1; length <= steps.length; length++) {
    const place = path.join(out, ...steps.slice(0, length));
    const entry = entryAt(place);
    if (!entry) return undefined;
    const needsFolder = length < steps.length;
    if (needsFolder || steps[length - 1] === '' ? entry.isDirectory() : entry.isFile()) continue;
    return {
      place,
      problem: `is ${titleOf(entry, place, out)} where the output needs a ${needsFolder ? 'folder' : 'file'}`,
      fix: needsFolder && entry.isSymbolicLink() ? 'make it a folder' : 'move it away',
    };
  }
  return undefined;
}

/** A file of the user's own at the path of an output file. */
export const notOurs = (place: string): Obstacle => ({
  place,
  problem: 'was not written by `npm run synth`, which needs this path',
  fix: 'move the file away',
});

/** The path of a file by which one knows the output of other cluster files, one folder deeper than that of a cluster. */
const IN_OTHER = /^([^/]+)\/(?:fleet|[^/]+\/(?:applications|bootstrap))\.k8s\.yaml$/;

/**
 * The output of other cluster files in this one, of which a synth of these would remove the files.
 * @param file a path below the output folder that no cluster of it needs
 */
export function otherOutput(out: string, file: string): Obstacle | undefined {
  const [, folder] = IN_OTHER.exec(file) ?? [];
  if (folder === undefined) return undefined;
  const place = path.join(out, folder);
  return {
    place,
    problem: `has the output of other cluster files, which does not belong in ${out}`,
    fix: `move it beside ${out}, e.g. to ${out}-${folder}, with --out and gitops.path (fleet.yaml: path)`,
  };
}

function titleOf(entry: Stats, place: string, out: string): string {
  if (entry.isDirectory()) return 'a folder';
  if (entry.isFile()) return 'a file';
  if (!entry.isSymbolicLink()) return 'no plain file';
  const target = readlinkSync(place);
  const isOutside = path.relative(out, path.resolve(path.dirname(place), target)).startsWith('..');
  return `a link ${isOutside ? `out of ${out}, ` : ''}to ${target},`;
}
