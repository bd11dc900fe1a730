/** Acceptances of rules that do not exist, for commands that do not apply the rules of verify. */
import type { ClusterOutput, Synthesis } from '../charts/cluster-output';
import { mistakesIn } from '../lib/findings/accept/accept';
import { ACCEPT_RULES } from '../lib/findings/accept/rules';
import type { Finding } from '../lib/findings/finding';
import { unique } from '../lib/findings/unique';

/** The synthesis with a warning on each acceptance of an unknown rule. Those of the topics of synth have one already. */
export function withUnknownRules(synthesis: Synthesis): Synthesis {
  const clusters = synthesis.clusters.map((cluster) => {
    const found = unknownIn(cluster);
    return found.length > 0 ? { ...cluster, findings: [...cluster.findings, ...found] } : cluster;
  });
  const added = clusters.flatMap(({ findings }, index) => findings.slice(synthesis.clusters[index]?.findings.length));
  return added.length > 0 ? { ...synthesis, clusters, findings: unique([...synthesis.findings, ...added]) } : synthesis;
}

function unknownIn({ acceptances }: ClusterOutput): Finding[] {
  if (acceptances.length === 0) return [];
  // Loaded on demand: these are the rules of every component and check.
  const { isOfSynth } = require('../charts/rule-sets') as typeof import('../charts/rule-sets');
  const { RULE_SETS } = require('./rules') as typeof import('./rules');
  const unknown = ACCEPT_RULES.idOf('unknown-rule');
  return mistakesIn(acceptances, [], { rules: RULE_SETS, reports: (topic) => !isOfSynth(topic) }).filter(({ rule }) => rule === unknown);
}
