/** A report in which some findings are accepted. */
import { type Acceptance, type AcceptScope, mistakesIn, withReasons } from '../../lib/findings/accept/accept';
import { ACCEPT_RULES } from '../../lib/findings/accept/rules';
import { type ClusterReport, findingsOf } from './report';

/** The same report, with the reason beside each finding that is accepted, and with the acceptances themselves as one more check. */
export function withAcceptances(report: ClusterReport, acceptances: readonly Acceptance[], scope: AcceptScope): ClusterReport {
  if (acceptances.length === 0) return report;
  const accepted = report.checks.map((check) => ({ ...check, findings: withReasons(check.findings, acceptances) }));
  const { topic, proves } = ACCEPT_RULES;
  const own = { name: topic, proves, judged: acceptances.length, findings: mistakesIn(acceptances, findingsOf(report), scope) };
  return { ...report, checks: [...accepted, own] };
}
