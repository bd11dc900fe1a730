/** What a report comes to: counted, and in words. */
import type { ClusterReport, Verdict } from '../verdict';

export interface Tally {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
}

/** How many of each severity. */
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

export type Outcome = 'fits' | 'broken' | 'nothing';

/** Whether the pieces fit. Where nothing was judged, nobody knows: then it is not `fits`. */
export function outcome(clusters: readonly ClusterReport[]): Outcome {
  if (tally(clusters.flatMap(({ verdicts }) => verdicts)).error > 0) return 'broken';
  return clusters.some(({ judged }) => Object.values(judged).some((count) => count > 0)) ? 'fits' : 'nothing';
}

/** The same as a phrase: `the pieces fit, 1 warning`, `3 errors; the pieces do not fit`. */
export function phrase(clusters: readonly ClusterReport[]): string {
  const words = inWords(tally(clusters.flatMap(({ verdicts }) => verdicts)), ['error', 'warning']);
  const result = outcome(clusters);
  if (result === 'broken') return `${words}; the pieces do not fit`;
  return [result === 'fits' ? 'the pieces fit' : 'nothing was judged', words].filter(Boolean).join(', ');
}
