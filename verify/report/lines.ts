/** The report for a terminal: findings on standard error, everything else on standard output. Alike clusters are described once. */
import type { Finding } from '../../lib/findings/finding';
import { acrossClusters, folded } from '../../lib/findings/grouped';
import { listed } from '../../lib/findings/listed';
import { commandLines, lineOf, reasonOf, ruleSuffix, severityLabel } from '../../lib/findings/sentence';
import { type Alike, alike, chartsOf, type Shared, sharedHops, sharedPhrases } from './alike';
import { foldedPhrases } from './phrases';
import { type ClusterReport, findingsOf, notProvenIn, type Report } from './report';
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
  const blocks = alike(clusters);
  const open = openOf(blocks);
  const out = blocks.flatMap((same, index) => [
    ...block(same, open.ofBlocks[index] ?? [], paint),
    result(same, single ? cost : undefined, paint),
    '',
  ]);
  const common = openLines(open.common, clusters.length, paint);
  const last = single ? [] : [...common, ...(common.length > 0 ? [''] : []), total(clusters, cost, paint)];
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
const [NOT_JUDGED, NOT_PROVEN] = ['not judged', 'not proven'] as const;

/** @param open what was not judged, or not proven, in these clusters alone */
function block(clusters: Alike, open: readonly OpenPhrase[], paint: Paint): string[] {
  const [{ checks }] = clusters;
  const width = widthOf(clusters);
  return [
    ...path(clusters, paint),
    ...checks.map(({ name, judged, findings }) => {
      const counts = tally(findings);
      const words = inWords(counts);
      const colour = counts.error > 0 ? 'red' : counts.warning > 0 ? 'yellow' : 'grey';
      return `${name.padEnd(width)}  ${judged} judged${words && `, ${paint(colour, words)}`}`;
    }),
    ...openLines(open, clusters.length, paint, width),
  ];
}

const widthOf = (clusters: readonly ClusterReport[]): number =>
  Math.max(...clusters.flatMap(({ checks }) => checks.map(({ name }) => name.length)), NOT_JUDGED.length);

/** A phrase with its label. */
interface OpenPhrase extends Shared {
  readonly label: typeof NOT_JUDGED | typeof NOT_PROVEN;
}

/** What was not judged, and what is not proven, of each block alone and of several. */
function openOf(blocks: readonly Alike[]): {
  readonly ofBlocks: readonly (readonly OpenPhrase[])[];
  readonly common: readonly OpenPhrase[];
} {
  const judged = sharedPhrases(blocks, ({ notJudged }) => foldedPhrases(notJudged));
  const proven = sharedPhrases(blocks, (cluster) => foldedPhrases(notProvenIn(cluster)));
  const labelled = (notJudged: readonly Shared[] = [], notProven: readonly Shared[] = []): OpenPhrase[] => [
    ...notJudged.map((each) => ({ ...each, label: NOT_JUDGED })),
    ...notProven.map((each) => ({ ...each, label: NOT_PROVEN })),
  ];
  return {
    ofBlocks: blocks.map((_, index) => labelled(judged.ofBlocks[index], proven.ofBlocks[index])),
    common: labelled(judged.common, proven.common),
  };
}

/** @param clusters the number of clusters that it may be about: if it is about fewer, they are named */
const openLines = (phrases: readonly OpenPhrase[], clusters: number, paint: Paint, width: number = NOT_JUDGED.length): string[] =>
  phrases.map(({ label, text, names }) => {
    const padded = label.padEnd(width);
    return `${label === NOT_PROVEN ? paint('yellow', padded) : padded}  ${text}${inNamed(names, clusters)}`;
  });

/** ` (in a and b)`; empty if it is about all of them. */
const inNamed = (names: readonly string[], clusters: number): string => (names.length < clusters ? ` (in ${listed(names)})` : '');

/** The hops as a table, one per line. */
function path(clusters: Alike, paint: Paint): string[] {
  const hops = sharedHops(clusters);
  const rows = hops.map(({ hop }) => [hop.from, '->', hop.address || hop.to, hop.protocol || hop.what]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return hops.map(({ hop: { state, why }, names }, index) => {
    const cells = rows[index]?.map((cell, column) => cell.padEnd(widths[column] ?? 0)) ?? [];
    const reason = why && state !== 'fits' ? `: ${why}` : '';
    return [...cells, paint(STATES[state], state) + reason + inNamed(names, clusters.length)].join('  ');
  });
}

/** `picluster: the pieces fit (2 charts, 116 renders, 6.1 s)`, `each of a and b: the pieces fit (2 charts)` */
function result(clusters: Alike, cost: string | undefined, paint: Paint): string {
  const [first] = clusters;
  const name = clusters.length === 1 ? first.name : `each of ${listed(clusters.map((cluster) => cluster.name))}`;
  return `${name}: ${summary([first], cost, paint)}`;
}

/** `2 clusters: the pieces fit (2 charts, 116 renders, 6.1 s)` */
const total = (clusters: readonly ClusterReport[], cost: string, paint: Paint): string =>
  `${counted(clusters.length, 'cluster')}: ${summary(clusters, cost, paint)}`;

function summary(clusters: readonly ClusterReport[], cost: string | undefined, paint: Paint): string {
  const colour = ({ fits: 'green', broken: 'red', unproven: 'yellow', nothing: 'yellow' } as const)[outcome(clusters)];
  return `${paint(colour, phrase(clusters))} (${[counted(chartsOf(clusters), 'chart'), cost].filter(Boolean).join(', ')})`;
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
