/** Findings about what is wrong in bases. */
import path from 'node:path';
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Finding, Place } from '../lib/findings/finding';
import { groupedBy } from '../lib/findings/grouped-by';
import { listed } from '../lib/findings/listed';
import type { ClusterOutput } from './cluster-output';

/** More names than this are counted, where all clusters of a base are meant. */
const FEW = 3;

/**
 * The outputs with each finding that all clusters of a base have, because the base lacks something or turns on a component that does not
 * fit, at the base and with the names of the clusters; of many, with their number. Of several bases it is the lowest. A finding that some
 * of them have stays where it is: in their files, or, with their names, in the base that begins the map, if their files have no part of it.
 * @param sources the cluster files of these outputs
 */
export function toldAtBases<Output extends Pick<ClusterOutput, 'file' | 'findings'>>(
  outputs: readonly Output[],
  sources: readonly ClusterSource[],
): readonly Output[] {
  const places = outputs.flatMap(({ file, findings }) =>
    findings.flatMap((finding) => (finding.inBases ?? []).map((place) => ({ key: keyOf(finding, place), file, at: finding.place.file }))),
  );
  if (places.length === 0) return outputs;
  const byKey = groupedBy(places, ({ key }) => key);
  const parts = new Map<string, Parts>();
  const extending = groupedBy(
    sources.flatMap(({ bases = [] }) => bases),
    ({ file }) => file,
  );
  /** What is said of the clusters that have a finding at a base: whether all of them have it, or only some. */
  const partsOf = (finding: Finding, place: Place): Parts => {
    const key = keyOf(finding, place);
    const having = parts.get(key) ?? partsIn(byKey.get(key) ?? [], place.file, extending.get(place.file)?.length);
    parts.set(key, having);
    return having;
  };
  const told = (finding: Finding): Finding => {
    const { inBases = [], ...others } = finding;
    for (const place of inBases) {
      const { ofAll } = partsOf(finding, place);
      if (ofAll !== undefined) return { ...others, place, part: ofAll };
    }
    const base = inBases.find(({ file }) => file === finding.place.file);
    return base ? { ...others, part: partsOf(finding, base).ofSome } : finding;
  };
  return outputs.map((output) =>
    output.findings.some(({ inBases }) => inBases) ? { ...output, findings: output.findings.map(told) } : output,
  );
}

interface Having {
  readonly file: string;
  /** The file with the place of the finding. */
  readonly at: string;
}

interface Parts {
  /** Undefined if not all clusters of the base have the finding. */
  readonly ofAll?: string;
  /** Of those that have it there. */
  readonly ofSome: string;
}

function partsIn(having: readonly Having[], base: string, extending: number | undefined): Parts {
  const files = new Set(having.map(({ file }) => file));
  const ofSome = inClusters(new Set(having.flatMap(({ file, at }) => (at === base ? [file] : []))));
  if (files.size < 2 || files.size !== extending) return { ofSome };
  return { ofAll: files.size > FEW ? `in all ${files.size} clusters` : inClusters(files), ofSome };
}

/** @param files the paths of cluster files */
export const inClusters = (files: ReadonlySet<string>): string => `in ${listed([...files].map((file) => path.parse(file).name).sort())}`;

const keyOf = ({ rule, subject, problem, fix, accepted }: Finding, place: Place): string =>
  JSON.stringify([place, rule, subject, problem, fix, accepted]);
