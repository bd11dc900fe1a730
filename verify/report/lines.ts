/** The report for a terminal: findings on standard error, what fits and what was judged on standard output. */
import { CHECKS, type Check, type ClusterReport, type Hop, type Report, type Verdict } from '../verdict';
import { gathered } from './gathered';
import { counted, inWords, outcome, phrase, tally } from './tally';

/** Which of the two streams shows colours. */
export interface Colours {
  readonly out: boolean;
  readonly err: boolean;
}

type Paint = (colour: keyof typeof CODES, text: string) => string;

const CODES = { red: 31, green: 32, yellow: 33, grey: 90 } as const;
const SEVERITIES = { error: 'red', warning: 'yellow', note: 'grey' } as const;
const STATES = { fits: 'green', broken: 'red', external: 'grey' } as const;

/** As the terminal wants it: none without one, and none with NO_COLOR. */
export function terminalColours(): Colours {
  // hasColors() reads NO_COLOR itself; a pipe has no such method.
  const shows = (stream: NodeJS.WriteStream) => Boolean(stream.isTTY && stream.hasColors());
  return { out: shows(process.stdout), err: shows(process.stderr) };
}

/** The lines of both streams. @param colours default as the terminal wants it */
export function lines(report: Report, colours: Colours = terminalColours()): { out: string[]; err: string[] } {
  const { clusters, renders, seconds } = withoutControls(report);
  const cost = `${counted(renders, 'render')}, ${seconds.toFixed(1)} s`;
  const single = clusters.length === 1;
  const paint = painter(colours.out);
  const out = clusters.flatMap((cluster) => [...block(cluster, paint), result([cluster], single ? cost : undefined, paint), '']);
  const last = single ? [] : [result(clusters, cost, paint)];
  return {
    out: single ? out.slice(0, -1) : [...out, ...last],
    err: clusters.flatMap(({ verdicts }) => gathered(verdicts).map((finding) => found(finding, painter(colours.err)))),
  };
}

function found({ severity, place, text }: Verdict, paint: Paint): string {
  const line = `${[place.file, place.name].filter(Boolean).join(' ')}: ${text}`;
  return severity === 'error' ? paint('red', line) : `${paint(SEVERITIES[severity], `${severity}:`)} ${line}`;
}

function block(cluster: ClusterReport, paint: Paint): string[] {
  const checks = Object.keys(CHECKS) as Check[];
  const width = Math.max(...checks.map((check) => check.length));
  return [
    ...path(cluster.hops, paint),
    ...checks.map((check) => {
      const counts = tally(cluster.verdicts.filter((verdict) => verdict.check === check));
      const words = inWords(counts);
      const colour = counts.error > 0 ? 'red' : counts.warning > 0 ? 'yellow' : 'grey';
      return `${check.padEnd(width)}  ${cluster.judged[check]} judged${words && `, ${paint(colour, words)}`}`;
    }),
    ...cluster.notJudged.map((phrase) => `${'not judged'.padEnd(width)}  ${phrase}`),
  ];
}

/** The hops below each other, in columns. */
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
  const colour = ({ fits: 'green', broken: 'red', nothing: 'yellow' } as const)[outcome(clusters)];
  return `${name}: ${paint(colour, phrase(clusters))} (${[charts, cost].filter(Boolean).join(', ')})`;
}

const painter =
  (colours: boolean): Paint =>
  (colour, text) =>
    colours ? `\x1b[${CODES[colour]}m${text}\x1b[39m` : text;

/** What comes from manifests may hold line breaks, and codes that a terminal obeys. */
function withoutControls(report: Report): Report {
  const plain = (_key: string, value: unknown) => (typeof value === 'string' ? value.replace(/\p{Cc}+/gu, ' ') : value);
  return JSON.parse(JSON.stringify(report, plain)) as Report;
}
