/** The report for a terminal: findings on standard error, everything else on standard output. */
import type { Finding } from '../../lib/findings/finding';
import { acrossClusters, folded } from '../../lib/findings/grouped';
import { commandLines, lineOf, reasonOf, ruleSuffix, severityLabel } from '../../lib/findings/sentence';
import { foldedPhrases } from './phrases';
import { type ClusterReport, findingsOf, type Hop, notProvenIn, type Report } from './report';
import { counted, inWords, outcome, phrase, tally } from './tally';

/** Whether each of the two streams shows colours. */
export interface Colours {
  readonly out: boolean;
  readonly err: boolean;
}

type Paint = (colour: keyof typeof CODES, text: string) => string;

const CODES = { red: 31, green: 32, yellow: 33, grey: 90 } as const;
const SEVERITIES = { error: 'red', warning: 'yellow', note: 'grey' } as const;
const STATES = { fits: 'green', broken: 'red', external: 'grey', unproven: 'yellow' } as const;

/** The colours that the terminal supports: none in a file or pipe, and none with NO_COLOR. */
function terminalColours(): Colours {
  // hasColors() reads NO_COLOR itself; a pipe has no such method.
  const shows = (stream: NodeJS.WriteStream) => Boolean(stream.isTTY && stream.hasColors());
  return { out: shows(process.stdout), err: shows(process.stderr) };
}

/** The lines of both streams. @param colours by default those that the terminal supports */
export function lines(report: Report, colours: Colours = terminalColours()): { out: string[]; err: string[] } {
  const { clusters, renders, seconds } = withoutControls(report);
  const cost = `${counted(renders, 'render')}, ${seconds.toFixed(1)} s`;
  const single = clusters.length === 1;
  const paint = painter(colours.out);
  const out = clusters.flatMap((cluster) => [...block(cluster, paint), result([cluster], single ? cost : undefined, paint), '']);
  const last = single ? [] : [result(clusters, cost, paint)];
  return {
    out: single ? out.slice(0, -1) : [...out, ...last],
    err: acrossClusters(clusters.map((cluster) => ({ name: cluster.name, findings: folded(findingsOf(cluster)) }))).flatMap((finding) =>
      found(finding, painter(colours.err)),
    ),
  };
}

function found(finding: Finding, paint: Paint): string[] {
  return [headline(finding, paint), ...commandLines(finding)];
}

function headline(finding: Finding, paint: Paint): string {
  const { severity, accepted } = finding;
  const line = lineOf(finding) + reasonOf(finding) + ruleSuffix(finding);
  if (accepted !== undefined) return `${paint('grey', severityLabel(finding).trimEnd())} ${line}`;
  return severity === 'error' ? paint('red', line) : `${paint(SEVERITIES[severity], `${severity}:`)} ${line}`;
}

/** The labels of these lines, in the column of check names. */
const [NOT_JUDGED, NOT_PROVEN] = ['not judged', 'not proven'];

function block({ hops, checks, notJudged }: ClusterReport, paint: Paint): string[] {
  const width = Math.max(...[...checks.map(({ name }) => name), NOT_JUDGED].map((name) => name.length));
  return [
    ...path(hops, paint),
    ...checks.map(({ name, judged, findings }) => {
      const counts = tally(findings);
      const words = inWords(counts);
      const colour = counts.error > 0 ? 'red' : counts.warning > 0 ? 'yellow' : 'grey';
      return `${name.padEnd(width)}  ${judged} judged${words && `, ${paint(colour, words)}`}`;
    }),
    ...foldedPhrases(notJudged).map((phrase) => `${NOT_JUDGED.padEnd(width)}  ${phrase}`),
    ...foldedPhrases(notProvenIn({ checks })).map((phrase) => `${paint('yellow', NOT_PROVEN.padEnd(width))}  ${phrase}`),
  ];
}

/** The hops as a table, one per line. */
function path(hops: readonly Hop[], paint: Paint): string[] {
  const rows = hops.map((hop) => [hop.from, '->', hop.address || hop.to, hop.protocol || hop.what]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return hops.map(({ state, why }, index) => {
    const cells = rows[index]?.map((cell, column) => cell.padEnd(widths[column] ?? 0)) ?? [];
    return [...cells, paint(STATES[state], state) + (why && state !== 'fits' ? `: ${why}` : '')].join('  ');
  });
}

/** `picluster: the pieces fit (2 charts, 116 renders, 6.1 s)` */
function result(clusters: readonly ClusterReport[], cost: string | undefined, paint: Paint): string {
  const name = clusters.length === 1 ? clusters[0]?.name : counted(clusters.length, 'cluster');
  const charts = counted(
    clusters.reduce((sum, cluster) => sum + cluster.charts.length, 0),
    'chart',
  );
  const colour = ({ fits: 'green', broken: 'red', unproven: 'yellow', nothing: 'yellow' } as const)[outcome(clusters)];
  return `${name}: ${paint(colour, phrase(clusters))} (${[charts, cost].filter(Boolean).join(', ')})`;
}

const painter =
  (colours: boolean): Paint =>
  (colour, text) =>
    colours ? `\x1b[${CODES[colour]}m${text}\x1b[39m` : text;

/** Text from manifests may contain line breaks and terminal control codes. */
function withoutControls(report: Report): Report {
  const plain = (_key: string, value: unknown) => (typeof value === 'string' ? value.replace(/\p{Cc}+/gu, ' ') : value);
  return JSON.parse(JSON.stringify(report, plain)) as Report;
}
