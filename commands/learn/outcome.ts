/** Which releases to compare, and what `npm run learn` says about them. */
import { listed } from '../../lib/findings/listed';
import type { ReleaseList } from '../../lib/releases/list';
import { compareVersions, expandVersions } from '../../lib/releases/version';
import type { Learned } from './learn';
import type { Candidate, Named, Subject } from './subject';

/** A release to compare, with its name in the table. */
export interface Unknown {
  readonly candidate: Candidate;
  readonly named: Named;
}

/** What is to be done with the releases of a chart. */
export interface Plan {
  /** Oldest first. */
  readonly unknown: readonly Unknown[];
  /** Older than the first of the table: they cannot be learned. */
  readonly tooOld: readonly Candidate[];
}

const RELEASE = /^\d+\.\d+(\.\d+)?$/;

/** Whether neither the chart nor its program is a release candidate. */
const isRelease = ({ version, appVersion }: Candidate): boolean => RELEASE.test(version) && !/\d-?(rc|alpha|beta)/i.test(appVersion);

/** Of several releases with the same name in the table, the newest counts. */
export function plan(subject: Subject, candidates: readonly Candidate[], list: ReleaseList): Plan {
  const known = new Set(list.releases.flatMap(({ released }) => expandVersions(released)));
  const named = candidates
    .map((candidate) => ({ candidate, named: subject.nameOf(candidate) }))
    .toSorted((a, b) => compareVersions(a.candidate.version, b.candidate.version));
  const unknown = new Map<string, Unknown>();
  const tooOld: Candidate[] = [];
  for (const { candidate, named: name } of named) {
    // Release candidates, and releases that the table has no name for.
    if (!name || !isRelease(candidate) || !RELEASE.test(name.version) || known.has(name.version)) continue;
    if (compareVersions(name.version, subject.table.oldest) < 0) tooOld.push(candidate);
    else unknown.set(name.version, { candidate, named: name });
  }
  return { unknown: [...unknown.values()].toSorted((a, b) => compareVersions(a.named.version, b.named.version)), tooOld };
}

/** `Linkerd 2.14.10 (linkerd-jaeger 30.12.11)` */
const titleOf = ({ table }: Subject, { candidate: { chart, version }, named }: Unknown): string =>
  `${table.name} ${named.version}${chart === table.name ? '' : ` (${chart} ${version})`}`;

const VERDICTS = {
  same: 'same facts',
  differs: 'differs',
  unavailable: 'not compared',
  broken: 'known as broken, listed as such',
} as const;

/** The lines about one release. */
export function lines(subject: Subject, learned: Learned): string[] {
  const { verdict, lines: why } = learned;
  const title = `${titleOf(subject, learned)}: ${VERDICTS[verdict]}`;
  const unseen = verdict === 'same' && subject.unseen.length > 0 ? `, as far as a chart shows them (not ${listed(subject.unseen)})` : '';
  const [first] = why;
  const isShort = verdict === 'unavailable' || verdict === 'broken';
  return isShort && why.length === 1 ? [`${title}: ${first}`] : [`${title}${unseen}`, ...why.map((line) => `  ${line}`)];
}

/** A line about what cannot be learned; undefined if there is nothing. */
export function oldLine({ table }: Subject, { tooOld }: Plan): string | undefined {
  const [first, ...more] = tooOld;
  if (!first) return undefined;
  const which = more.length > 0 ? `${tooOld.length} releases, ${first.version} to ${more.at(-1)?.version},` : first.version;
  return `${first.chart} ${which} ${more.length > 0 ? 'are' : 'is'} older than ${table.oldest}, the first release of the table, and cannot be learned`;
}
