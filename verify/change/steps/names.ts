/** Another name of Tempo: Argo CD creates its objects anew, and prunes the old ones. */
import { error, type Finding } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { flush } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

/** The keys that decide about the name. */
const NAMES = [
  ['tempo', 'fullnameOverride'],
  ['tempo', 'values', 'fullnameOverride'],
  ['tempo', 'releaseName'],
];

/** The keys that decide about zones of ingesters, each with a StatefulSet of its own. */
const ZONED = [
  ['tempo', 'values', 'ingester', 'zoneAwareReplication'],
  ['tempo', 'chart'],
];

export function nameChanges({ before: { tempo: old }, after: { tempo: now }, where }: Step): Finding[] {
  if (!old?.unflushed || !now?.unflushed || old.namespace !== now.namespace || old.chart !== now.chart) return [];
  const [from, to] = [old.unflushed.workloads, now.unflushed.workloads];
  const gone = from.filter((workload) => !to.includes(workload));
  // With a zone less, other zones have copies.
  if (gone.length < Math.min(old.unflushed.copies, from.length)) return [];
  const isZoned = from.length > 1 || to.length > 1;
  const sets = to.length > 1 ? 'StatefulSets' : 'StatefulSet';
  const problem = `creates ${sets} ${listed(to)} instead of ${listed(from)}: the volumes of ${listed(gone)} stay behind, with the traces that are not in ${old.location.title} yet`;
  const fix = `keep ${isZoned ? 'releaseName, fullnameOverride and the zones of ingesters' : 'releaseName and fullnameOverride'}, or flush them right before the merge and accept change/moved`;
  return [
    error(
      where(...(isZoned ? ZONED : NAMES), ['tempo']),
      { ...CHANGE_RULES.says('moved', problem, fix), commands: flush(old) },
      { subject: 'tempo' },
    ),
  ];
}
