/** Findings about what is wrong in bases. */
import type { ClusterSource } from '../lib/cluster-file/sources';
import { inClusters } from '../lib/findings/clusters';
import { type Finding, type Place, saidBy, topicOf } from '../lib/findings/finding';
import { groupedBy } from '../lib/findings/grouped-by';
import { placedAt } from '../lib/findings/other-lines';
import { aloneIn } from './alone';
import type { ClusterOutput } from './cluster-output';
import { CONFLICT_RULES } from './conflicts/rules';

type Told = Pick<ClusterOutput, 'file' | 'findings'>;

/**
 * The outputs with each finding that all clusters of a base have, because the base lacks something or turns on a component that does not
 * fit, at the base. Of several bases it is the lowest. A finding that only some of them have stays where it is: in their files, or in the
 * base that begins the map, if their files have no part of it.
 * @param sources the cluster files of these outputs, in order
 * @param isOfAddition whether what a cluster file adds to the map of a base is the cause of an error. @default it is not
 */
export function toldAtBases<Output extends Told>(
  outputs: readonly Output[],
  sources: readonly ClusterSource[],
  isOfAddition: (error: Finding, source: ClusterSource, output: Output) => boolean = () => false,
): readonly Output[] {
  if (!outputs.some(({ findings }) => findings.some(({ inBases }) => inBases))) return outputs;
  const having = havingOf(outputs, ({ inBases = [] }) => inBases);
  const extending = extendingOf(sources);
  const isOfAll = (finding: Finding, place: Place): boolean => {
    const { size = 0 } = having.get(keyOf(finding, place)) ?? {};
    return size > 1 && size === extending(place.file);
  };
  const additions = new Map<string, boolean>();
  /** It is the same for all clusters: the first one tells it. */
  const isAdded = (finding: Finding, place: Place, index: number): boolean => {
    const [source, output] = [sources[index], outputs[index]];
    if (finding.severity !== 'error' || finding.accepted !== undefined || finding.place.file !== source?.file || !output) return false;
    const key = keyOf(finding, place);
    const known = additions.get(key) ?? isOfAddition(finding, source, output);
    additions.set(key, known);
    return known;
  };
  const told = (finding: Finding, index: number): Finding => {
    const { inBases, ...others } = finding;
    if (!inBases) return finding;
    const base = inBases.find((place) => isOfAll(finding, place));
    return placedAt(others, base && !isAdded(finding, base, index) ? base : finding.place);
  };
  return outputs.map((output, index) =>
    output.findings.some(({ inBases }) => inBases)
      ? { ...output, findings: output.findings.map((finding) => told(finding, index)) }
      : output,
  );
}

/**
 * The outputs with the names of the clusters in each finding at a base that several cluster files extend, or their number, and what to
 * do if the other clusters have no such finding.
 * @param sources the cluster files of all outputs
 * @param others outputs beside these, which are counted too. @default none
 */
export function namedAtBases<Output extends Told>(
  outputs: readonly Output[],
  sources: readonly ClusterSource[],
  others: readonly Told[] = [],
): readonly Output[] {
  const extending = extendingOf(sources);
  // A conflict names its clusters itself.
  const isAtBase = (finding: Finding): boolean => topicOf(finding) !== CONFLICT_RULES.topic && extending(finding.place.file) > 1;
  if (!outputs.some(({ findings }) => findings.some(isAtBase))) return outputs;
  const having = havingOf([...outputs, ...others], (finding) => (isAtBase(finding) ? [finding.place] : []));
  /** The same for all clusters that have a finding. */
  const told = new Map<string, Pick<Finding, 'clusters' | 'alone'>>();
  const named = (finding: Finding): Finding => {
    const key = isAtBase(finding) ? keyOf(finding, finding.place) : '';
    const files = having.get(key);
    if (!files) return finding;
    const all = extending(finding.place.file);
    const about = told.get(key) ?? {
      clusters: inClusters(files, all, sources.length),
      alone: files.size < all ? aloneIn(finding, files, sources) : undefined,
    };
    told.set(key, about);
    return { ...finding, ...about };
  };
  return outputs.map((output) => (output.findings.some(isAtBase) ? { ...output, findings: output.findings.map(named) } : output));
}

/** The cluster files with each finding, by `keyOf` it and each of its places. */
function havingOf(outputs: readonly Told[], placesOf: (finding: Finding) => readonly Place[]): ReadonlyMap<string, ReadonlySet<string>> {
  const all = outputs.flatMap(({ file, findings }) =>
    findings.flatMap((finding) => placesOf(finding).map((place) => ({ key: keyOf(finding, place), file }))),
  );
  return new Map([...groupedBy(all, ({ key }) => key)].map(([key, alike]) => [key, new Set(alike.map(({ file }) => file))]));
}

/** The number of cluster files that extend a base. */
function extendingOf(sources: readonly ClusterSource[]): (base: string) => number {
  const bases = groupedBy(
    sources.flatMap((source) => source.bases ?? []),
    ({ file }) => file,
  );
  return (base) => bases.get(base)?.length ?? 0;
}

const keyOf = (finding: Finding, place: Place): string => JSON.stringify([place, ...saidBy(finding)]);
