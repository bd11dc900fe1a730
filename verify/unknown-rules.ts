/** Acceptances of rules that do not exist, for commands that do not apply the rules of verify. */
import type { ClusterSource } from '../lib/cluster-file/sources';
import { mistakesIn } from '../lib/findings/accept/accept';
import { ACCEPT_RULES } from '../lib/findings/accept/rules';
import type { Finding } from '../lib/findings/finding';
import type { RuleSet } from '../lib/findings/rules';
import { unique } from '../lib/findings/unique';
import { namedAtBases } from '../synthesis/at-bases';
import type { ClusterOutput, Synthesis } from '../synthesis/cluster-output';

/**
 * The synthesis with a warning on each acceptance of an unknown rule. Those of the topics of synth have one already.
 * @param sources its cluster files, with those beside them
 * @param rules reads all rules that exist, if there is an acceptance: they are those of every component and check
 */
export function withUnknownRules(synthesis: Synthesis, sources: readonly ClusterSource[], rules: () => readonly RuleSet[]): Synthesis {
  const [own, others] = [synthesis.clusters, synthesis.beside].map((clusters) =>
    clusters.map((cluster) => ({ file: cluster.file, findings: unknownIn(cluster, rules) })),
  );
  const found = new Map(namedAtBases(own ?? [], sources, others).map(({ findings }, index) => [synthesis.clusters[index], findings]));
  const added = [...found.values()].flat();
  if (added.length === 0) return synthesis;
  const clusters = synthesis.clusters.map((cluster) => ({ ...cluster, findings: [...cluster.findings, ...(found.get(cluster) ?? [])] }));
  return { ...synthesis, clusters, findings: unique([...synthesis.findings, ...added]) };
}

function unknownIn({ acceptances }: Pick<ClusterOutput, 'acceptances'>, rules: () => readonly RuleSet[]): Finding[] {
  if (acceptances.length === 0) return [];
  // Loaded on demand, as all rules are.
  const { isOfSynth } = require('../synthesis/rule-sets') as typeof import('../synthesis/rule-sets');
  const unknown = ACCEPT_RULES.idOf('unknown-rule');
  return mistakesIn(acceptances, [], { rules: rules(), reports: (topic) => !isOfSynth(topic) }).filter(({ rule }) => rule === unknown);
}
