/** Turns cluster files into the files of dist/, in memory, with all findings. */
import { mainFile } from '../charts/own/main-file';
import type { Environment } from '../charts/tempo/credentials/secret';
import type { ClusterSource } from '../lib/cluster-file/sources';
import { Memory } from '../lib/command-line/memory';
import { withoutUsed } from '../lib/findings/accept/in-bases';
import { isRefused } from '../lib/findings/finding';
import { unique } from '../lib/findings/unique';
import { LazyMap } from '../lib/maps/lazy-map';
import { StatCache } from '../lib/output/stat-cache';
import { namedAtBases, toldAtBases } from './at-bases';
import type { Effort } from './beside-mistakes';
import type { ClusterOutput, Synthesis } from './cluster-output';
import { Conflicts } from './conflicts/conflicts';
import { toldOfAll } from './fleet/of-all';
import { KeptOutputs } from './kept-outputs';

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
  const compute = (source: ClusterSource) => outputOf({ source, environment, hasOwn, effort });
  const kept = memory && new KeptOutputs(memory, compute);
  const outputs = all.map((source) => {
    // What is wrong with its name depends on other files.
    const recalled = source.problems ? undefined : kept?.recall(source);
    if (recalled) return recalled;
    if (++computed === FEW && all.length >= LARGE) Memory.expectMany();
    return kept ? kept.keep(source, compute(source)) : compute(source);
  });
  const isAddition: Parameters<typeof toldAtBases>[2] = (error, source, output) => {
    const { isOfAddition } = require('./additions') as typeof import('./additions');
    return isOfAddition(error, source, output, compute);
  };
  const told = toldAtBases(toldOfAll(outputs), all, isAddition);
  const [asked, beside] = [told.slice(0, sources.length), told.slice(sources.length)];
  const clusters = namedAtBases(withoutUsed(withConflicts(asked, beside), beside), all, beside);
  const findings = unique(clusters.flatMap((cluster) => cluster.findings));
  const refused = isRefused(findings);
  const unasked = beside.map(({ file, acceptances, findings: own }) => ({ file, acceptances, findings: own }));
  const files = refused ? new Map() : allFiles(clusters);
  return { clusters, beside: unasked, files, findings, refused };
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

/** What is known of an output folder without reading its files; undefined for a few clusters, whose files are read as quickly. */
export function knownOutput(out: string, { clusters, refused }: Synthesis): StatCache | undefined {
  const memory = Memory.ofThisBuild();
  if (!memory || refused || clusters.length < LARGE) return undefined;
  // What Helm renders is not a part of the version.
  const versions = clusters.flatMap(({ name, version, releases }) => (version && releases.length === 0 ? [[name, version] as const] : []));
  return new StatCache(memory.statsFile, out, new Map(versions));
}

function allFiles(clusters: readonly ClusterOutput[]): ReadonlyMap<string, string> {
  const owners = new Map<string, ReadonlyMap<string, string>>();
  for (const { files } of clusters) for (const file of files.keys()) owners.set(file, files);
  return new LazyMap(owners, (file) => owners.get(file)?.get(file) ?? '');
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
