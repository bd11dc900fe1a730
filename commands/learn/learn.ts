/** Compares a release of a chart with what the rows of its table predict. */
import { compareVersions } from '../../lib/releases/version';
import type { Renderer } from '../../verify/render';
import type { World } from '../../verify/stack';
import { availableIn } from './candidates';
import { differences } from './case';
import type { Reading, Sighting } from './facts/fact';
import { type JudgedProps, judged } from './judged';
import { rendered } from './operator';
import type { Candidate, Named, Subject } from './subject';

/** What became of a release. */
export interface Learned {
  readonly candidate: Candidate;
  readonly named: Named;
  /** `unavailable`: its chart cannot be had, so it was not compared. `broken`: the table refuses it, whatever its facts. */
  readonly verdict: 'same' | 'differs' | 'unavailable' | 'broken';
  /** Which facts differ, why it was not compared, or what it was tried without, one line per item. */
  readonly lines: readonly string[];
}

export type LearnProps = Omit<JudgedProps, 'inspect'>;

/** Compares a release that the list does not have. */
export async function learn(subject: Subject, candidate: Candidate, named: Named, props: LearnProps): Promise<Learned> {
  const { table } = subject;
  const problem = table.versions.includes(named.version) ? undefined : subject.admit(named);
  const broken = table.refused.find(
    ([first, last]) => compareVersions(named.version, first) >= 0 && compareVersions(named.version, last) <= 0,
  );
  if (broken) return { candidate, named, verdict: 'broken', lines: [`${broken[2]}; ${broken[3]}`] };
  if (problem) return { candidate, named, verdict: 'differs', lines: [problem] };
  const { lines, missing, isSeen } = await compared(subject, candidate, named, props);
  if (!isSeen && missing) return { candidate, named, verdict: 'unavailable', lines: [`no chart ${missing}`] };
  if (lines.length > 0) return { candidate, named, verdict: 'differs', lines: [...new Set(lines)] };
  return { candidate, named, verdict: 'same', lines: missing ? [`tried without ${missing}, whose chart is not there`] : [] };
}

interface Compared {
  readonly lines: readonly string[];
  /** A chart that is missing: its own, or another one of the cluster files. */
  readonly missing?: string;
  /** Whether its own chart was rendered. */
  readonly isSeen: boolean;
}

async function compared(subject: Subject, candidate: Candidate, { version }: Named, props: LearnProps): Promise<Compared> {
  const sightings: Sighting[] = [];
  const lines: string[] = [];
  let missing: string | undefined;
  let seen = 0;
  const inspect = async (world: World, renderer: Renderer) => {
    const release = world.releases.find(({ chart }) => chart.name === candidate.chart && chart.version === candidate.version);
    if (!release) return;
    seen++;
    const read = subject.read as Reading<object>;
    sightings.push(...(await read(subject.table.at(version), { world, renderer, release })));
  };
  const cases = subject.cases(version, availableIn(props.charts));
  if (cases.length === 0) {
    const found = await rendered(candidate, subject.repository, { ...props, inspect });
    missing = found.missing;
    lines.push(...found.lines);
  }
  for (const each of cases) {
    const seenBefore = seen;
    const found = await judged(each, { ...props, inspect });
    missing ??= found.missing;
    if (found.missing === `${candidate.chart} ${candidate.version}`) break;
    // Without another chart, a cluster whose manifests are rendered is not written at all.
    if (found.missing && seen === seenBefore) continue;
    lines.push(...differences(each, found.lines).map((line) => `${each.name}: ${line}`));
  }
  const changed = sightings.filter(({ predicted, seen }) => predicted !== seen);
  return { lines: [...changed.map((each) => lineOf(each, subject, version)), ...lines], missing, isSeen: seen > 0 };
}

/** Which fact differs, where it was seen, and where it goes. */
const lineOf = ({ fact, predicted, seen, where }: Sighting, { rows, table }: Subject, version: string): string =>
  `${fact}: ${seen} in ${where}, where the rows predict ${predicted}; add a row ['${version}', { ${fact.split('.')[0]}: … }] of ${table.name} in ${rows}`;
