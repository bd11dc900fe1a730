/** The change that a synth is about to write: from the output folder to the new folder beside it. */
import path from 'node:path';
import { isFolder } from '../../lib/files/file-kind';
import { withReasons } from '../../lib/findings/accept/accept';
import type { Finding } from '../../lib/findings/finding';
import { FLEET_SET } from '../../lib/output/fleet-files';
import { changesAtBases } from './at-bases';
import type { ClusterChange } from './change';
import { Uncommitted } from './committed';
import { judgeClusters, NOT_COMMITTED, type WrittenChange } from './judge-clusters';
import { clustersIn, placesIn } from './read';

/** The findings by cluster, with the acceptances of its cluster file. Only clusters whose files change are compared. */
export function changeOfSynth(change: WrittenChange): ClusterChange[] {
  const { out, fresh, changes, clusters: outputs, sources } = change;
  const files = byFolder([...changes.written, ...changes.removed]);
  // The ApplicationSet is that of all clusters.
  const changed = files.has(FLEET_SET) ? new Set([...clustersIn(out), ...clustersIn(fresh)]) : new Set(files.keys());
  const ofFile = new Map(sources.map((source) => [source.file, source]));
  const clusters = outputs.flatMap(({ name, file }) => {
    const source = ofFile.get(file);
    return source ? [{ name, source }] : [];
  });
  const uncommitted = new Uncommitted(out, fresh, [...changes.written, ...changes.removed]);
  const isUncommitted = (name: string) => uncommitted.hasAll(files.get(name) ?? []);
  const releases = new Map(outputs.map((output) => [output.name, output.releases]));
  const judged = judgeClusters([...changed], { ...change, isUncommitted, releases, where: placesIn(clusters, out) });
  const acceptances = new Map(outputs.map((output) => [output.name, output.acceptances ?? []]));
  return (clusters.length > 1 ? changesAtBases(judged, clusters) : judged).map((each) => ({
    ...each,
    findings: withReasons(
      findingsOf(each, out, () => uncommitted.willUndo(files.get(each.name) ?? [])),
      acceptances.get(each.name) ?? [],
    ),
  }));
}

/** Files below the output folder, by the name at its top. */
function byFolder(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const [top = ''] = file.split('/', 1);
    const known = folders.get(top);
    if (known) known.push(file);
    else folders.set(top, [file]);
  }
  return folders;
}

/** With the reason why what was never committed may be undone. */
function findingsOf({ name, findings }: ClusterChange, out: string, isUndone: () => boolean): readonly Finding[] {
  if (!isFolder(path.join(out, name))) return findings;
  const isSevere = findings.some(({ severity }) => severity !== 'note');
  return isSevere && isUndone()
    ? findings.map((finding) => (finding.severity === 'note' ? finding : { ...finding, accepted: UNDONE }))
    : findings;
}

const UNDONE = `it will be as it is in HEAD, and ${NOT_COMMITTED}`;
