/** What a report comes to: counted, and in words. */
import type { ClusterReport, Verdict } from '../verdict';

/** How many findings of each severity. */
export interface Tally {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
}

/** Counts them. */
export function tally(verdicts: readonly Verdict[]): Tally {
  const count = (severity: Verdict['severity']) => verdicts.filter((verdict) => verdict.severity === severity).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}

/** `1 error`, `2 errors`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `3 errors, 1 warning`; empty where there is nothing to say. */
export function inWords(counts: Tally, severities: readonly Verdict['severity'][] = ['error', 'warning', 'note']): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => counted(counts[severity], severity))
    .join(', ');
}

/** What tells the outcomes apart beside their colours. */
export const SIGNS = { fits: '✓', broken: '✕', nothing: '?' } as const;

/** What a report comes to. */
export type Outcome = keyof typeof SIGNS;

/** How many arrows lead nowhere. */
const brokenHops = (clusters: readonly ClusterReport[]): number =>
  clusters.reduce((sum, { hops }) => sum + hops.filter(({ state }) => state === 'broken').length, 0);

/** Whether the pieces fit. Where nothing was judged, nobody knows: then it is not `fits`. */
export function outcome(clusters: readonly ClusterReport[]): Outcome {
  if (tally(clusters.flatMap(({ verdicts }) => verdicts)).error > 0 || brokenHops(clusters) > 0) return 'broken';
  // Where releases are asked for and none could be rendered, what is left is no stack.
  const isJudged = ({ judged, charts }: ClusterReport) =>
    charts.length > 0 || (judged.render === 0 && Object.values(judged).some((count) => count > 0));
  return clusters.some(isJudged) ? 'fits' : 'nothing';
}

/** The same as a phrase: `the pieces fit, 1 warning`, `3 errors; the pieces do not fit`. */
export function phrase(clusters: readonly ClusterReport[]): string {
  const counts = tally(clusters.flatMap(({ verdicts }) => verdicts));
  const words = inWords(counts, ['error', 'warning']);
  const result = outcome(clusters);
  // A broken arrow has its error; should it have none, it is broken nevertheless.
  const broken = counts.error > 0 ? undefined : counted(brokenHops(clusters), 'broken hop');
  if (result === 'broken') return `${[broken, words].filter(Boolean).join(', ')}; the pieces do not fit`;
  return [result === 'fits' ? 'the pieces fit' : 'nothing was judged', words].filter(Boolean).join(', ');
}
