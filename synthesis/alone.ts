/** What to do about a line of a base that does not fit only some of the clusters that extend it. */
import { documentOf } from '../lib/cluster-file/bases/bases';
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Finding } from '../lib/findings/finding';
import { listed } from '../lib/findings/listed';
import type { Path } from '../lib/yaml/parsed';

/** More files than this are not named. */
const FEW = 3;

/** Of the other clusters, as many are read to see whether they keep what the base says. */
const SAMPLE = 20;

/**
 * The way out that leaves the other clusters as they are; undefined if there is nothing to do, or if none of them has it from the base.
 * @param files the cluster files with the finding, which is at a line of a base that others extend too
 * @param sources all cluster files
 */
export function aloneIn(finding: Finding, files: ReadonlySet<string>, sources: readonly ClusterSource[]): string | undefined {
  const { severity, fix, subject } = finding;
  if (severity === 'note' || fix === undefined || subject === undefined) return undefined;
  const path = subject.split('.');
  const first = sources.find(({ file }) => files.has(file));
  const isMissing = first !== undefined && !documentOf(first).has(path);
  const others = sources.filter(({ file, bases = [] }) => !files.has(file) && bases.some((base) => base.file === finding.place.file));
  const isKept = (other: ClusterSource) => (isMissing ? documentOf(other).has(path) : hasFromBase(other, path, finding));
  if (!others.slice(0, SAMPLE).some(isKept)) return undefined;
  const how = isMissing ? '' : ', where null removes what a base says';
  return `if the other clusters should stay as they are, do it in ${placeFor(files, sources)} instead${how}`;
}

/** Whether a cluster has a key from the line of a base at which a finding is. */
function hasFromBase(source: ClusterSource, path: Path, { place }: Finding): boolean {
  const { file, line } = documentOf(source).placeOfKey(path);
  return file === place.file && line === place.line;
}

/** A base of just these clusters, or their own files. */
function placeFor(files: ReadonlySet<string>, sources: readonly ClusterSource[]): string {
  const bases = sources.find(({ file }) => files.has(file))?.bases ?? [];
  const isTheirs = (base: string) =>
    sources.every((source) => files.has(source.file) === (source.bases ?? []).some(({ file }) => file === base));
  const shared = files.size > 1 ? bases.findLast(({ file }) => isTheirs(file)) : undefined;
  return shared?.file ?? (files.size > FEW ? 'the files of these clusters' : listed([...files].sort()));
}
