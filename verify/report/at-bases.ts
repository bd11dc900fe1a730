/** Findings of several clusters at a line of a base. */
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { ACCEPT_RULES } from '../../lib/findings/accept/rules';
import { namedAtBases } from '../../synthesis/at-bases';
import type { Beside } from './beside';
import type { ClusterReport } from './report';

/**
 * The reports with the names of the clusters in each finding at a base.
 * @param sources their cluster files
 * @param beside cluster files without a report, of which the mistakes in acceptances are known
 */
export function namedInReports(
  clusters: readonly ClusterReport[],
  sources: readonly ClusterSource[],
  beside: readonly Beside[],
): ClusterReport[] {
  const checksOf = (topic: string) =>
    clusters.map(({ file = '', checks }) => ({ file, findings: checks.find(({ name }) => name === topic)?.findings ?? [] }));
  const topics = new Set(clusters.flatMap(({ checks }) => checks.map(({ name }) => name)));
  const others = beside.map(({ source, findings }) => ({ file: source.file, findings }));
  const all = [...sources, ...beside.map(({ source }) => source)];
  const namedIn = (topic: string) =>
    topic === ACCEPT_RULES.topic ? namedAtBases(checksOf(topic), all, others) : namedAtBases(checksOf(topic), sources);
  const named = new Map([...topics].map((topic) => [topic, namedIn(topic)]));
  return clusters.map((cluster, index) => ({
    ...cluster,
    checks: cluster.checks.map((check) => ({ ...check, findings: named.get(check.name)?.[index]?.findings ?? check.findings })),
  }));
}
