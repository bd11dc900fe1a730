/** Errors about what bases lack. */
import path from 'node:path';
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Finding, Place } from '../lib/findings/finding';
import { groupedBy } from '../lib/findings/grouped-by';
import { listed } from '../lib/findings/listed';
import type { ClusterOutput } from './cluster-output';

/**
 * The outputs with each error that all clusters of a base have, because the base lacks something, at the base and with the names of the
 * clusters. Of several bases it is the lowest. An error that some of them have stays in their files.
 * @param sources the cluster files of these outputs
 */
export function toldAtBases(outputs: readonly ClusterOutput[], sources: readonly ClusterSource[]): readonly ClusterOutput[] {
  const places = outputs.flatMap(({ file, findings }) =>
    findings.flatMap((finding) => (finding.inBases ?? []).map((place) => ({ key: keyOf(finding, place), file }))),
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
        return { ...others, place, part: `in ${listed([...files].map((file) => path.parse(file).name).sort())}` };
    }
    return finding;
  };
  return outputs.map((output) =>
    output.findings.some(({ inBases }) => inBases) ? { ...output, findings: output.findings.map(told) } : output,
  );
}

const keyOf = ({ rule, subject, problem, fix, accepted }: Finding, place: Place): string =>
  JSON.stringify([place, rule, subject, problem, fix, accepted]);
