/** The file of a fleet is that of all clusters, also where synth writes only some of them. */
import { isRefused, topicOf } from '../../lib/findings/finding';
import { unique } from '../../lib/findings/unique';
import { readOutput } from '../../lib/output/compare';
import { FLEET_SET } from '../../lib/output/fleet-files';
import type { Synthesis } from '../synthesis/cluster-output';
import { FLEET_RULES } from './rules';

/**
 * The synthesis with the errors of the clusters beside it that a new ApplicationSet does not fit: they are refused before it is written,
 * as by a synth of all. An ApplicationSet that stays does not concern them.
 * @param out the output folder
 */
export function withWholeFleet(synthesis: Synthesis, out: string): Synthesis {
  const errors = synthesis.beside.flatMap(({ findings }) =>
    findings.filter((finding) => topicOf(finding) === FLEET_RULES.topic && isRefused([finding])),
  );
  const set = synthesis.files.get(FLEET_SET);
  if (errors.length === 0 || set === undefined || set === readOutput(out, FLEET_SET)) return synthesis;
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
