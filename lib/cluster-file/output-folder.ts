/** The output folder must not be among the cluster files: the next command would read the output as cluster files. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { OUT_OPTION } from '../command-line/command';
import { Refusal } from '../command-line/errors';

/**
 * @param clusters the folder with the cluster files
 * @throws Refusal for an output folder that is the same, or below it
 */
export function refuseOutputIn(clusters: string, out: string): void {
  const way = path.relative(realPathOf(clusters), realPathOf(out));
  const steps = way.split(path.sep);
  // On another drive of Windows, the way is absolute. Hidden folders are not read.
  if (path.isAbsolute(way) || steps.some((step) => step.startsWith('.'))) return;
  const place = steps[0] === '' ? 'is' : 'is in';
  const fix = `choose another folder with --out, e.g. ${OUT_OPTION.out.default}`;
  throw new Refusal(`${out}: ${place} the folder with the cluster files, where every YAML file is read as one; ${fix}`);
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
