/** The output folder must not be among the cluster files: the next command would read the output as cluster files. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { CLUSTERS_OPTION, OUT_OPTION } from '../command-line/command';
import { Refusal } from '../command-line/errors';

/**
 * @param clusters the folder with the cluster files
 * @throws Refusal for an output folder that is the same, or below it
 */
export function refuseOutputIn(clusters: string, out: string): void {
  const way = wayTo(out, clusters);
  if (way === undefined) return;
  const usual = OUT_OPTION.out.default;
  const fix =
    wayTo(usual, clusters) === undefined
      ? `choose another folder with --out, e.g. ${usual}`
      : `move the cluster files to a folder of their own, e.g. ${CLUSTERS_OPTION.clusters.default}`;
  const place = way === '' ? 'is' : 'is in';
  throw new Refusal(`${out}: ${place} the folder with the cluster files, where every YAML file is read as one; ${fix}`);
}

/** The way to a folder from another one with cluster files; undefined if its files are not read as such. */
function wayTo(folder: string, clusters: string): string | undefined {
  const way = path.relative(realPathOf(clusters), realPathOf(folder));
  // On another drive of Windows, the way is absolute. Hidden folders are not read.
  return path.isAbsolute(way) || way.split(path.sep).some((step) => step.startsWith('.')) ? undefined : way;
}

/** The real path of a folder, or of that in which it will be made. */
function realPathOf(folder: string): string {
  const whole = path.resolve(folder);
  try {
    return realpathSync(whole);
  } catch {
    const parent = path.dirname(whole);
    return parent === whole ? whole : path.join(realPathOf(parent), path.basename(whole));
  }
}
