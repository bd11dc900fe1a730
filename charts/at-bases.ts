/** Errors about what bases lack. */
import path from 'node:path';
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Finding, Place } from '../lib/findings/finding';
import { groupedBy } from '../lib/findings/grouped-by';
import { listed } from '../lib/findings/listed';
import type { ClusterOutput } from './cluster-output';

/** More names than this are counted, where all clusters of a base are meant. */
const FEW = 3;

/**
 * The outputs with each error that all clusters of a base have, because the base lacks something, at the base and with the names of the
 * clusters; of many, with their number. Of several bases it is the lowest. An error that some of them have stays where it is: in their
 * files, or, with their names, in the base that begins the map, if their files have no part of it.
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
  const having = groupedBy(places, ({ key }) => key);
  const extending = groupedBy(
    sources.flatMap(({ bases = [] }) => bases),
    ({ file }) => file,
  );
  const told = (finding: Finding): Finding => {
    const { inBases = [], ...others } = finding;
    for (const place of inBases) {
      const files = new Set(having.get(keyOf(finding, place))?.map(({ file }) => file));
      if (files.size > 1 && files.size === extending.get(place.file)?.length)
        return { ...others, place, part: files.size > FEW ? `in all ${files.size} clusters` : inClusters(files) };
    }
    const base = inBases.find(({ file }) => file === finding.place.file);
    const files = base && having.get(keyOf(finding, base))?.flatMap(({ file, at }) => (at === base.file ? [file] : []));
    return files ? { ...others, part: inClusters(new Set(files)) } : finding;
  };
  return outputs.map((output) =>
    output.findings.some(({ inBases }) => inBases) ? { ...output, findings: output.findings.map(told) } : output,
  );
}

/** @param files the paths of cluster files */
export const inClusters = (files: ReadonlySet<string>): string => `in ${listed([...files].map((file) => path.parse(file).name).sort())}`;

const keyOf = ({ rule, subject, problem, fix, accepted }: Finding, place: Place): string =>
  JSON.stringify([place, rule, subject, problem, fix, accepted]);
