/** The findings about a change, as a check of the report. */
import type { CheckReport, ClusterReport } from '../report/report';
import type { ClusterChange } from './change';
import { CHANGE_RULES } from './rules';

/** Adds the check to the report of each cluster, and a report for each cluster that has left the output. */
export function withChanges(clusters: readonly ClusterReport[], change: readonly ClusterChange[]): ClusterReport[] {
  const gone = change.filter(({ name }) => !clusters.some((cluster) => cluster.name === name));
  return [
    ...clusters.map((cluster) => ({ ...cluster, checks: [...cluster.checks, checkOf(change.find(({ name }) => name === cluster.name))] })),
    ...gone.map((each): ClusterReport => ({ name: each.name, charts: [], hops: [], values: [], checks: [checkOf(each)], notJudged: [] })),
  ];
}

const checkOf = ({ findings = [], judged = 0, notProven }: Partial<ClusterChange> = {}): CheckReport => ({
  name: CHANGE_RULES.topic,
  proves: CHANGE_RULES.proves,
  judged,
  findings,
  notProven,
});
