/** Findings of several clusters at a line of a base. */
import { namedAtBases } from '../../charts/synthesis/at-bases';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import type { ClusterReport } from './report';

/**
 * The reports with the names of the clusters in each finding at a base.
 * @param sources their cluster files
 */
export function namedInReports(clusters: readonly ClusterReport[], sources: readonly ClusterSource[]): ClusterReport[] {
  const checksOf = (topic: string) =>
    clusters.map(({ file = '', checks }) => ({ file, findings: checks.find(({ name }) => name === topic)?.findings ?? [] }));
  const topics = new Set(clusters.flatMap(({ checks }) => checks.map(({ name }) => name)));
  const named = new Map([...topics].map((topic) => [topic, namedAtBases(checksOf(topic), sources)]));
  return clusters.map((cluster, index) => ({
    ...cluster,
    checks: cluster.checks.map((check) => ({ ...check, findings: named.get(check.name)?.[index]?.findings ?? check.findings })),
  }));
}
