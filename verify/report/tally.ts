/** The outcome of a report: counted, and in words. */
import { type Finding, isRefused, type Severity } from '../../lib/findings/finding';
import { grouped } from '../../lib/findings/grouped';
import { type ClusterReport, findingsOf } from './report';

/**
 * The number of findings of each severity, and of those that are accepted instead. Errors and warnings that say the same are one, as
 * they are corrected together; notes count one by one.
 */
export type Tally = Readonly<Record<Severity | 'accepted', number>>;

export function tally(findings: readonly Finding[]): Tally {
  const counts = { error: 0, warning: 0, note: 0, accepted: 0 };
  for (const { severity, accepted, count } of grouped(findings)) {
    if (accepted !== undefined) counts.accepted++;
    else counts[severity] += severity === 'note' ? count : 1;
  }
  return counts;
}

/** `1 error`, `2 errors`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `3 errors, 1 warning, 1 accepted`; empty where there is nothing to say. */
export function inWords(counts: Tally, severities: readonly Severity[] = ['error', 'warning', 'note']): string {
  const words = severities.filter((severity) => counts[severity] > 0).map((severity) => counted(counts[severity], severity));
  return [...words, ...(counts.accepted > 0 ? [`${counts.accepted} accepted`] : [])].join(', ');
}

/** What tells the outcomes apart beside their colours. */
export const SIGNS = { fits: '✓', broken: '✕', nothing: '?' } as const;

/** The outcome of a report. */
export type Outcome = keyof typeof SIGNS;

/** The number of arrows that lead nowhere. One whose error may be among the accepted ones does not count. */
const brokenHops = (clusters: readonly ClusterReport[]): number =>
  clusters
    .filter((cluster) => !findingsOf(cluster).some(({ severity, accepted }) => severity === 'error' && accepted !== undefined))
    .reduce((sum, { hops }) => sum + hops.filter(({ state }) => state === 'broken').length, 0);

/** Whether the pieces fit. Where nothing was judged, that is not known: then it is not `fits`. */
export function outcome(clusters: readonly ClusterReport[]): Outcome {
  if (isRefused(clusters.flatMap(findingsOf)) || brokenHops(clusters) > 0) return 'broken';
  return clusters.some(isJudged) ? 'fits' : 'nothing';
}

/** Where releases are installed and none could be rendered, too little is left to judge. */
function isJudged({ charts, checks }: ClusterReport): boolean {
  const isAskedFor = checks.some(({ name, judged }) => name === 'render' && judged > 0);
  return charts.length > 0 || (!isAskedFor && checks.some(({ judged }) => judged > 0));
}

/** The same as a phrase: `the pieces fit, 1 warning`, `3 errors; the pieces do not fit`. */
export function phrase(clusters: readonly ClusterReport[]): string {
  const counts = tally(clusters.flatMap(findingsOf));
  const words = inWords(counts, ['error', 'warning']);
  const result = outcome(clusters);
  // A broken arrow has its error; without one, it is broken nevertheless.
  const broken = counts.error > 0 ? undefined : counted(brokenHops(clusters), 'broken hop');
  if (result === 'broken') return `${[broken, words].filter(Boolean).join(', ')}; the pieces do not fit`;
  return [result === 'fits' ? 'the pieces fit' : 'nothing was judged', words].filter(Boolean).join(', ');
}
