/** Another name of Tempo: Argo CD creates its objects anew, and prunes the old ones. */
import { error, type Finding } from '../../../lib/findings/finding';
import { flush } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

/** The keys that decide about the name. */
const NAMES = [
  ['tempo', 'fullnameOverride'],
  ['tempo', 'values', 'fullnameOverride'],
  ['tempo', 'releaseName'],
];

export function nameChanges({ before: { tempo: old }, after: { tempo: now }, where }: Step): Finding[] {
  if (!old?.unflushed || !now?.unflushed || old.namespace !== now.namespace || old.chart !== now.chart) return [];
  const [from, to] = [old.unflushed.workload, now.unflushed.workload];
  if (from === to) return [];
  const problem = `creates StatefulSet ${to} instead of ${from}: the volumes of ${from} stay behind, with the traces that are not in ${old.location.title} yet`;
  const fix = 'keep releaseName and fullnameOverride, or flush them right before the merge and accept change/moved';
  return [error(where(...NAMES, ['tempo']), { ...CHANGE_RULES.says('moved', problem, fix), commands: flush(old) }, { subject: 'tempo' })];
}
