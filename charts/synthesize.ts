/** Turns cluster files into the files of dist/, in memory, with all findings. */
import type { ClusterSource } from '../lib/cluster-file/sources';
import { Memory, type Recalled } from '../lib/command-line/memory';
import { withoutUsed } from '../lib/findings/accept/in-bases';
import { isRefused } from '../lib/findings/finding';
import { unique } from '../lib/findings/unique';
import { LazyMap } from '../lib/lazy-map';
import { StatCache } from '../lib/output/stat-cache';
import { namedAtBases, toldAtBases } from './at-bases';
import type { Effort } from './beside-mistakes';
import type { ClusterOutput, Synthesis } from './cluster-output';
import { type ClaimKeys, type ClaimList, Claims } from './conflicts/claims';
import { Conflicts } from './conflicts/conflicts';
import { mainFile } from './own/main-file';
import type { Environment } from './tempo/credentials/secret';

/**
 * @param environment the source of plaintext credentials, for clusters that use them
 * @param others further cluster files, which must not conflict with these. @default none
 */
export function synthesize(sources: readonly ClusterSource[], environment: Environment, others: readonly ClusterSource[] = []): Synthesis {
  // The charts of the user's own are not a part of the cluster file.
  const hasOwn = mainFile() !== undefined;
  const memory = hasOwn ? undefined : Memory.ofThisBuild();
  const all = [...sources, ...others];
  let computed = 0;
  const effort = { left: MOST_CORRECTED };
  const outputs = all.map((source) => {
    // What is wrong with its name depends on other files.
    const recalled = source.problems ? undefined : memory?.recall<AboutOutput>(source);
    if (recalled) return fromKept(recalled, () => outputOf({ source, environment, hasOwn, effort }));
    if (++computed === FEW && all.length >= LARGE) Memory.expectMany();
    return kept(source, outputOf({ source, environment, hasOwn, effort }), memory);
  });
  const told = toldAtBases(outputs, all, (error, source, output) => {
    const { isOfAddition } = require('./additions') as typeof import('./additions');
    return isOfAddition(error, source, output, (other) => outputOf({ source: other, environment, hasOwn, effort }));
  });
  const [asked, beside] = [told.slice(0, sources.length), told.slice(sources.length)];
  const clusters = namedAtBases(withoutUsed(withConflicts(asked, beside), beside), all, beside);
  const findings = unique(clusters.flatMap((cluster) => cluster.findings));
  const refused = isRefused(findings);
  return { clusters, files: refused ? new Map() : allFiles(clusters), findings, refused };
}

/** The cluster files of a synthesis. */
export const filesOf = ({ clusters }: Pick<Synthesis, 'clusters'>): string[] => clusters.map(({ file }) => file);

/** From this number of clusters on, memory matters more than time, unless only a few of them have changed. */
const LARGE = 100;
const FEW = 2;

/**
 * The number of corrected files that are judged, for what is wrong beside mistakes, so that a fleet of which a base has a mistake does not
 * take longer than one without. In the other files it is found when the mistakes are corrected.
 */
const MOST_CORRECTED = 1000;

/** Adds the conflicts between clusters, each to the last one of them. */
function withConflicts(clusters: readonly ClusterOutput[], others: readonly ClusterOutput[]): readonly ClusterOutput[] {
  const all = new Conflicts([...others, ...clusters].flatMap(({ claims }) => claims ?? [])).of(clusters);
  return clusters.map((cluster, index) => {
    const conflicts = all[index] ?? [];
    return conflicts.length > 0 ? { ...cluster, findings: [...cluster.findings, ...conflicts] } : cluster;
  });
}

interface Computation {
  readonly source: ClusterSource;
  readonly environment: Environment;
  /** Whether the user has charts of their own. */
  readonly hasOwn: boolean;
  readonly effort: Effort;
}

function outputOf({ source, environment, hasOwn, effort }: Computation): ClusterOutput {
  // Loaded on demand: cdk8s and zod take most of the start-up time, and are not needed if there is nothing to compute.
  const clusterOutput = require('./cluster-output') as typeof import('./cluster-output');
  return clusterOutput.outputOf(source, environment, { effort, ...(!hasOwn && { own: () => undefined }) });
}

/** An output without the texts of its files. */
interface AboutOutput extends Omit<ClusterOutput, 'files' | 'claims' | 'version'> {
  readonly paths: readonly string[];
  readonly claims: ClaimKeys;
}

/** The same output, after it was kept for later runs, if there is a memory. */
function kept(source: ClusterSource, output: ClusterOutput, memory: Memory | undefined): ClusterOutput {
  const { files, claims, ...others } = output;
  if (!memory || !claims || output.holdsCredentials) return output;
  const about: AboutOutput = {
    ...others,
    paths: [...files.keys()],
    claims: { cluster: claims.cluster, file: claims.file, keys: claims.keys },
  };
  const version = memory.keep(source, { about, texts: [...files.values(), JSON.stringify(claims.list)] });
  return { ...output, version };
}

/** @param again computes the output, if what is kept beside `about` is damaged */
function fromKept({ about, version, texts }: Recalled<AboutOutput>, again: () => ClusterOutput): ClusterOutput {
  let known: Pick<ClusterOutput, 'files' | 'claims'> | undefined;
  const { paths, claims: keys, ...others } = about;
  const read = () => {
    const all = texts();
    if (!all) return again();
    const files = new Map(paths.map((file, index) => [file, all[index] ?? '']));
    return { files, claims: new Claims(keys, () => JSON.parse(all.at(-1) ?? '') as ClaimList) };
  };
  const needed = () => {
    known ??= read();
    return known;
  };
  const files = new LazyMap(paths, (file) => needed().files.get(file) ?? '');
  return { ...others, version, files, claims: new Claims(keys, () => needed().claims?.list as ClaimList) };
}

/** What is known of an output folder without reading its files; undefined for a few clusters, whose files are read as quickly. */
export function knownOutput(out: string, { clusters }: Synthesis): StatCache | undefined {
  const memory = Memory.ofThisBuild();
  if (!memory || clusters.length < LARGE) return undefined;
  // What Helm renders is not a part of the version.
  const versions = clusters.flatMap(({ name, version, releases }) => (version && releases.length === 0 ? [[name, version] as const] : []));
  return new StatCache(memory.statsFile, out, new Map(versions));
}

function allFiles(clusters: readonly ClusterOutput[]): ReadonlyMap<string, string> {
  const owners = new Map(clusters.flatMap(({ files }) => [...files.keys()].map((file) => [file, files] as const)));
  return new LazyMap(owners.keys(), (file) => owners.get(file)?.get(file) ?? '');
}

/** A synthesis with the files that Helm renders. */
export interface RenderedSynthesis {
  readonly synthesis: Synthesis;
  /** New entries of charts.lock, one line each. */
  readonly notices: readonly string[];
}

/**
 * Renders the releases of clusters with `gitops.helm: manifests`; without any, it loads no part of Helm.
 * @param charts a folder with charts; if empty, they come from their repositories and are checked against charts.lock
 */
export async function withReleases(synthesis: Synthesis, charts = ''): Promise<RenderedSynthesis> {
  if (synthesis.clusters.every(({ releases }) => releases.length === 0)) return { synthesis, notices: [] };
  const { withRenderedManifests } = require('./rendered-manifests') as typeof import('./rendered-manifests');
  const { ChartLock, LOCK_FILE } = require('../lib/helm/lock') as typeof import('../lib/helm/lock');
  const lock = new ChartLock(LOCK_FILE);
  const complete = await withRenderedManifests(synthesis, { environment: process.env, lock, charts: charts || undefined });
  return { synthesis: complete, notices: lock.save() };
}
