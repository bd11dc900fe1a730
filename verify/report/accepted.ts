/** Applies acceptances to a report. */
import { type Acceptance, type AcceptScope, mistakesIn, withReasons } from '../../lib/findings/accept/accept';
import { withoutUsed } from '../../lib/findings/accept/in-bases';
import { ACCEPT_RULES } from '../../lib/findings/accept/rules';
import type { Finding } from '../../lib/findings/finding';
import type { Beside } from './beside';
import { type ClusterReport, findingsOf } from './report';

/** Whether a check is that of the acceptances themselves. */
const isOwn = ({ name }: ClusterReport['checks'][number]): boolean => name === ACCEPT_RULES.topic;

/** The mistakes in the acceptances of a cluster. */
export const mistakesOf = ({ checks }: ClusterReport): Finding[] => checks.filter(isOwn).flatMap(({ findings }) => findings);

/** The report with a reason for each accepted finding, and with an additional check for the acceptances themselves. */
export function withAcceptances(report: ClusterReport, acceptances: readonly Acceptance[], scope: AcceptScope): ClusterReport {
  if (acceptances.length === 0) return report;
  const accepted = report.checks.map((check) => ({ ...check, findings: withReasons(check.findings, acceptances) }));
  const { topic, proves } = ACCEPT_RULES;
  const own = { name: topic, proves, judged: acceptances.length, findings: mistakesIn(acceptances, findingsOf(report), scope) };
  return { ...report, checks: [...accepted, own] };
}

/**
 * The reports without warnings about acceptances of a base that another cluster needs, or may need.
 * @param acceptances those of each report
 * @param beside cluster files without a report
 */
export function withoutUsedIn(
  reports: readonly ClusterReport[],
  acceptances: readonly (readonly Acceptance[])[],
  beside: readonly Beside[],
): ClusterReport[] {
  const kept = withoutUsed(
    reports.map((report, index) => ({ acceptances: acceptances[index] ?? [], findings: mistakesOf(report) })),
    beside,
  );
  return reports.map((report, index) => ({
    ...report,
    checks: report.checks.map((check) => (isOwn(check) ? { ...check, findings: kept[index]?.findings ?? [] } : check)),
  }));
}
