/** The report as a JSON document. */
import { type Verdict, verdictsOf } from '../../lib/findings/formats/json';
import { type ClusterReport, notProvenIn, type Report } from './report';

/** A cluster in JSON: `verdicts` of all checks, `judged` by check. */
export interface ClusterDocument extends Omit<ClusterReport, 'checks'> {
  readonly verdicts: readonly Verdict[];
  /** The number of items that each check judged. */
  readonly judged: Readonly<Record<string, number>>;
  /** What was promised, but could not be judged, one phrase per item. */
  readonly notProven: readonly string[];
}

export interface ReportDocument extends Omit<Report, 'clusters'> {
  readonly clusters: readonly ClusterDocument[];
}

export const reportDocument = ({ helm, clusters, renders, seconds }: Report): ReportDocument => ({
  ...{ helm, clusters: clusters.map(clusterDocument), renders, seconds },
});

const clusterDocument = ({ name, charts, hops, values, checks, notJudged }: ClusterReport): ClusterDocument => ({
  name,
  verdicts: checks.flatMap((check) => verdictsOf(check.findings, () => check.name)),
  charts,
  hops,
  values,
  judged: Object.fromEntries(checks.map((check) => [check.name, check.judged])),
  notJudged,
  notProven: notProvenIn({ checks }),
});
