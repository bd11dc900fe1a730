/** The file of a fleet is that of all clusters, also where synth writes only some of them. */
import path from 'node:path';
import { error, type Finding, isRefused, topicOf } from '../../lib/findings/finding';
import { unique } from '../../lib/findings/unique';
import { readOutput } from '../../lib/output/compare';
import { FLEET_SET, FLEET_SOURCE } from '../../lib/output/fleet-files';
import { isOurs } from '../../lib/output/header';
import type { Synthesis } from '../cluster-output';
import { FLEET_RULES } from './rules';

/**
 * The synthesis with errors where an ApplicationSet would change or go that other clusters need: they are refused before it is
 * written, as by a synth of all. One that stays does not concern them.
 * @param out the output folder
 */
export function withWholeFleet(synthesis: Synthesis, out: string): Synthesis {
  const errors = synthesis.refused || synthesis.beside.length === 0 ? [] : errorsBeside(synthesis, out);
  if (errors.length === 0) return synthesis;
  const last = synthesis.clusters.length - 1;
  return {
    ...synthesis,
    clusters: synthesis.clusters.map((cluster, index) =>
      index === last ? { ...cluster, findings: [...cluster.findings, ...errors] } : cluster,
    ),
    findings: unique([...synthesis.findings, ...errors]),
    files: new Map(),
    refused: true,
  };
}

function errorsBeside({ beside, files }: Synthesis, out: string): Finding[] {
  const [before, after] = [readOutput(out, FLEET_SET), files.get(FLEET_SET)];
  if (before === after) return [];
  if (after !== undefined)
    return beside.flatMap(({ findings }) => findings.filter((finding) => topicOf(finding) === FLEET_RULES.topic && isRefused([finding])));
  if (!isOurs(before)) return [];
  const problem = `makes the root Applications of all clusters, and there is no ${FLEET_SOURCE} for it`;
  const fix = `run the command without names of clusters, or restore ${FLEET_SOURCE}`;
  return [error({ file: path.join(out, FLEET_SET) }, FLEET_RULES.says('left-by-some', problem, fix))];
}
