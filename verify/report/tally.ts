/** The outcome of a report, as numbers and in words. */
import { ACCEPT_RULES } from '../../lib/findings/accept/rules';
import { type Finding, isRefused, type Severity } from '../../lib/findings/finding';
import { grouped } from '../../lib/findings/grouped';
import { type ClusterReport, findingsOf, notProvenIn } from './report';

/**
 * The number of findings of each severity, and of accepted ones. Grouped errors and warnings count as one, because they are fixed
 * together; notes are counted individually.
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

/** `3 errors, 1 warning, 1 accepted`; empty without findings. */
export function inWords(counts: Tally, severities: readonly Severity[] = ['error', 'warning', 'note']): string {
  const words = severities.filter((severity) => counts[severity] > 0).map((severity) => counted(counts[severity], severity));
  return [...words, ...(counts.accepted > 0 ? [`${counts.accepted} accepted`] : [])].join(', ');
}

/** Signs that distinguish the outcomes without colours. */
export const SIGNS = { fits: '✓', broken: '✕', unproven: '?', nothing: '?' } as const;

/** The outcome of a report. */
export type Outcome = keyof typeof SIGNS;

/** The number of broken arrows. They are not counted if their error may be accepted. */
const brokenHops = (clusters: readonly ClusterReport[]): number =>
  clusters
    .filter((cluster) => !findingsOf(cluster).some(({ severity, accepted }) => severity === 'error' && accepted !== undefined))
    .reduce((sum, { hops }) => sum + hops.filter(({ state }) => state === 'broken').length, 0);

/** Whether the pieces fit. If nothing was judged, or not everything that is promised, the outcome is not `fits`. */
export function outcome(clusters: readonly ClusterReport[]): Outcome {
  if (isRefused(clusters.flatMap(findingsOf)) || brokenHops(clusters) > 0) return 'broken';
  if (clusters.some((cluster) => notProvenIn(cluster).length > 0)) return 'unproven';
  return clusters.some(isJudged) ? 'fits' : 'nothing';
}

/** The exit code of verify for each outcome. */
export const EXIT_CODES = { fits: 0, broken: 1, unproven: 3, nothing: 1 } as const satisfies Record<Outcome, number>;

/** Checks that judge Tempo and its senders themselves, which need no chart. */
const OF_TRACES = ['configuration', 'addresses'];

/** False if there are releases but none could be rendered and no Tempo is here: too little is left to judge. Acceptances alone do not count. */
function isJudged({ charts, checks }: ClusterReport): boolean {
  const isAskedFor = checks.some(({ name, judged }) => name === 'render' && judged > 0);
  const hasTraces = checks.some(({ name, judged }) => OF_TRACES.includes(name) && judged > 0);
  return charts.length > 0 || hasTraces || (!isAskedFor && checks.some(({ name, judged }) => name !== ACCEPT_RULES.topic && judged > 0));
}

const WORDS = { fits: 'the pieces fit', unproven: 'not proven', nothing: 'nothing was judged' } as const;

/** The outcome as a phrase: `the pieces fit, 1 warning`, `3 errors; the pieces do not fit`. */
export function phrase(clusters: readonly ClusterReport[]): string {
  const counts = tally(clusters.flatMap(findingsOf));
  const words = inWords(counts, ['error', 'warning']);
  const result = outcome(clusters);
  // Broken arrows normally have an error. If there is none, they are counted themselves.
  const broken = counts.error > 0 ? undefined : counted(brokenHops(clusters), 'broken hop');
  if (result === 'broken') return `${[broken, words].filter(Boolean).join(', ')}; the pieces do not fit`;
  return [WORDS[result], words].filter(Boolean).join(', ');
}
