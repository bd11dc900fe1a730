/** Changes of what several clusters have from one base. */
import { inClusters, toldAtBases } from '../../charts/at-bases';
import { documentOf } from '../../lib/cluster-file/bases';
import { placesOfMissing } from '../../lib/cluster-file/in-bases';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import type { Finding } from '../../lib/findings/finding';
import { groupedBy } from '../../lib/findings/grouped-by';
import type { ClusterChange } from './change';

/**
 * The changes with the names of the clusters in each finding at a base. What all clusters of a base no longer have, because the base
 * does not say it any more, is told there.
 * @param clusters the clusters of the new output with their files
 */
export function changesAtBases(
  changes: readonly ClusterChange[],
  clusters: readonly { readonly name: string; readonly source: ClusterSource }[],
): ClusterChange[] {
  const sources = new Map(clusters.map(({ name, source }) => [name, source]));
  const lacking = changes.map((change) => {
    const source = sources.get(change.name);
    return { ...change, file: source?.file ?? '', findings: source ? withPlaces(change.findings, source) : change.findings };
  });
  const told = toldAtBases(
    lacking,
    clusters.map(({ source }) => source),
  );
  const isAtBase = ({ name, finding: { place, part } }: Told) =>
    part === undefined && sources.get(name)?.bases?.some(({ file }) => file === place.file);
  const all = told.flatMap(({ name, findings }) => findings.map((finding): Told => ({ name, finding }))).filter(isAtBase);
  const parts = new Map<Finding, string>();
  for (const alike of groupedBy(all, keyOf).values()) {
    const part = inClusters(new Set(alike.map(({ name }) => sources.get(name)?.file ?? name)));
    for (const { finding } of alike) parts.set(finding, part);
  }
  return told.map(({ file: _, findings, ...change }) => ({
    ...change,
    findings: findings.map(({ inBases: _places, ...finding }, index) => {
      const part = parts.get(findings[index] as Finding);
      return part === undefined ? finding : { ...finding, part };
    }),
  }));
}

interface Told {
  readonly name: string;
  readonly finding: Finding;
}

const keyOf = ({ finding: { rule, severity, place, subject, problem, fix } }: Told): string =>
  JSON.stringify([rule, severity, place, subject, problem, fix]);

/** With the places where bases may have had a key that is gone. Few clusters have findings. */
function withPlaces(findings: readonly Finding[], source: ClusterSource): readonly Finding[] {
  const isAtKey = ({ place, subject }: Finding) => place.file === source.file && place.line !== undefined && subject !== undefined;
  if (!source.bases || !findings.some(isAtKey)) return findings;
  const document = documentOf(source);
  return findings.map((finding) => {
    const inBases = isAtKey(finding) ? placesOfMissing(document, (finding.subject ?? '').split('.'), finding.rule) : [];
    return inBases.length > 0 ? { ...finding, inBases } : finding;
  });
}
