/** The change between two results for one cluster file, which need not be in an output folder. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { writeFiles } from '../../lib/files/write-files';
import { withReasons } from '../../lib/findings/accept/accept';
import type { Finding } from '../../lib/findings/finding';
import type { ClusterOutput } from '../../synthesis/cluster-output';
import { readCluster } from '../read/cluster';
import type { Stack } from '../stack';
import { judgeOutputs } from './outputs';
import { CHANGE_RULES } from './rules';

/**
 * The manifests of a result. Releases that synth would render by Helm are known by their values.
 * @param folder where its files are written, to a folder of their own
 */
export function stackOf({ name, files, releases }: ClusterOutput, folder: string): Stack {
  const own = mkdtempSync(path.join(folder, 'output-'));
  writeFiles(own, files);
  return readCluster(own, name, undefined, { releases });
}

export interface Results {
  readonly before: Stack;
  readonly after: Stack;
  /** The later result, whose acceptances count. */
  readonly output: ClusterOutput;
  readonly source: ClusterSource;
  /** The output folder, as in messages. */
  readonly out: string;
}

export function changeBetween({ before, after, output: { name, acceptances }, source, out }: Results): readonly Finding[] {
  const change = judgeOutputs({ before: [before], after: [after], clusters: [{ name, source }], out });
  const unread = CHANGE_RULES.idOf('not-compared');
  const found = change.flatMap(({ findings }) => findings.filter(({ rule }) => rule !== unread));
  return withReasons(found, acceptances);
}
