/** What synth and check have in common: everything until the output is written or compared. */
import type { Environment } from '../charts/tempo/credentials/secret';
import { refuseOutputIn } from '../lib/cluster-file/output-folder';
import { type ClusterSource, readOtherSources, readSources } from '../lib/cluster-file/sources';
import { type Options, OUT_OPTION, printError } from '../lib/command-line/command';
import type { Synthesis } from '../synthesis/cluster-output';
import { withWholeFleet } from '../synthesis/fleet/whole-fleet';
import { withPlacement } from '../synthesis/placement';
import { synthesize, withReleases } from '../synthesis/synthesize';
import { withUnknownRules } from '../verify/unknown-rules';

export interface Synthesized {
  readonly synthesis: Synthesis;
  /** The chosen cluster files. */
  readonly sources: readonly ClusterSource[];
  /** Those beside them. */
  readonly others: readonly ClusterSource[];
}

/** Loaded on demand: only acceptances need them. */
const allRules = () => (require('./rules/rule-sets') as typeof import('./rules/rule-sets')).RULE_SETS;

/**
 * Reads the cluster files and synthesizes them, with all findings and with the manifests that Helm renders. New entries of charts.lock
 * are printed.
 * @param environment the source of plaintext credentials
 */
export async function synthesized({ clusters, out, names, extra }: Options, environment: Environment): Promise<Synthesized> {
  refuseOutputIn(clusters, out);
  const sources = readSources(clusters, names, out);
  const others = readOtherSources(clusters, names);
  const whole = withWholeFleet(synthesize(sources, environment, others), out);
  const placed = withPlacement(whole, out, out === OUT_OPTION.out.default);
  const { synthesis, notices } = await withReleases(withUnknownRules(placed, [...sources, ...others], allRules), extra.charts);
  for (const notice of notices) printError(notice);
  return { synthesis, sources, others };
}
