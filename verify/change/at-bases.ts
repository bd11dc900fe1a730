/** Changes of what several clusters have from one base. */
import { documentOf } from '../../lib/cluster-file/bases/bases';
import { placesOfMissing } from '../../lib/cluster-file/bases/in-bases';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { START } from '../../lib/cluster-file/syntax/node';
import type { Finding, Place } from '../../lib/findings/finding';
import { namedAtBases, toldAtBases } from '../../synthesis/at-bases';
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
  const all = clusters.map(({ source }) => source);
  const lacking = changes.map((change) => {
    const source = sources.get(change.name);
    return { ...change, file: source?.file ?? '', findings: source ? withPlaces(change.findings, source) : change.findings };
  });
  return namedAtBases(toldAtBases(lacking, all), all).map(({ file: _, ...change }) => change);
}

/** With the places where bases may have had a key that is gone. Few clusters have findings. */
function withPlaces(findings: readonly Finding[], source: ClusterSource): readonly Finding[] {
  const isAtKey = ({ place, subject }: Finding) => place.file === source.file && place.line !== undefined && subject !== undefined;
  if (!source.bases || !findings.some(isAtKey)) return findings;
  const document = documentOf(source);
  return findings.map((finding) => {
    const path = (finding.subject ?? '').split('.');
    const isGone = isKey(path[0]) && !document.has(path.slice(0, 1));
    const inBases = isAtKey(finding) ? (isGone ? startsOf(source) : placesOfMissing(document, path, finding.rule)) : [];
    return inBases.length > 0 ? { ...finding, inBases } : finding;
  });
}

/** Whether the first part of a subject is a key of cluster files, and not an object such as `Service traefik`. */
const isKey = (name = ''): boolean => /^[a-z][A-Za-z]*$/.test(name);

/** A component that no file has any more has no place of its own. */
const startsOf = ({ bases = [] }: ClusterSource): Place[] => bases.map(({ file }) => ({ file, ...START }));
