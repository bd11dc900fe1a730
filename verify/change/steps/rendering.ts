/** Charts whose objects only one side has, because gitops.helm changes. */
import { type Finding, note } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

export function renderingChanges({ before, after, where }: Step): Finding[] {
  const old = new Map(before.installed.map((release) => [release.id, release]));
  const charts = after.installed.flatMap(({ id, chart, delivery, hasObjects }) => {
    const earlier = old.get(id);
    // Another controller is a move, which is an error.
    return earlier && earlier.delivery === delivery && earlier.hasObjects !== hasObjects ? chart : [];
  });
  if (charts.length === 0) return [];
  const problem = `changes, and only one of both outputs has the objects of ${listed([...new Set(charts)])}, so what else changes in them is unknown`;
  const fix = 'change nothing else in this merge, or run `npm run verify -- --from HEAD` before it, which renders both';
  return [note(where(['gitops', 'helm']), CHANGE_RULES.says('not-rendered', problem, fix), { subject: 'gitops.helm' })];
}
