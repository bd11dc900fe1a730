/** Helm values of Tempo's charts that become labels and annotations. */

import type { Release } from '../../lib/releases/table';
import { at } from '../../lib/yaml/parsed';
import type { Metadata } from '../metadata/config';
import { type UnreachedIn, unreachedIn } from '../metadata/unreached';
import { type ChartPart, isOffIn, type MetadataPaths, metadataValues, pathsOf } from '../metadata/values';
import type { Values } from '../user-values';
import { FURTHER_JOBS } from './bundled-minio-releases';
import { CACHE } from './metadata-releases';
import { cachesOf } from './pod-labels';
import type { DistributedRelease, TempoRelease } from './releases';
import { WORKLOADS, type Workload } from './workloads';

const PARTS: readonly ChartPart[] = [
  { below: CACHE, byDefault: true },
  // Of the chart tempo, and of tempo-distributed.
  ...['serviceMonitor', 'metaMonitoring.serviceMonitor', 'gateway', 'minio'].map((below) => ({ below })),
  ...FURTHER_JOBS.map((job) => ({ below: `minio.${job.key}`, enabledBy: `minio.${job.for}` })),
];

/** @param running the microservices that run @param values all other values */
export function distributedMetadata(
  metadata: Metadata,
  { metadata: own, minio }: DistributedRelease,
  running: readonly Workload[],
  values: Values,
): object[] {
  const further = cachesOf(values).filter((cache) => cache !== CACHE);
  const isOff = (path: string) =>
    isOffIn(values, PARTS, path) || isOffProcess(path, running) || (path.startsWith('minio.persistence.') && keepsInSet(values));
  return [own, minio?.metadata, ofCaches(further)].flatMap((paths) => metadataValues(metadata, paths && pathsOf(paths, isOff)));
}

/** @param values all other values */
export const monolithicMetadata = (metadata: Metadata, { metadata: paths }: TempoRelease, values: Values): object[] =>
  metadataValues(metadata, paths && pathsOf(paths, (path) => isOffIn(values, PARTS, path)));

function isOffProcess(path: string, running: readonly Workload[]): boolean {
  const [part = ''] = path.split('.');
  return (WORKLOADS as readonly string[]).includes(part) && !(running as readonly string[]).includes(part);
}

/** Whether MinIO is a StatefulSet, whose claims cannot change. */
const keepsInSet = (values: Values): boolean => (at(values, 'minio', 'mode') ?? 'standalone') !== 'standalone';

/** Those that are off by default, each with a role of its own. They have the labels that everything has. */
const ofCaches = (keys: readonly string[]): MetadataPaths => ({
  labels: [],
  annotations: keys.flatMap((key) => [`${key}.annotations`, `${key}.service.annotations`]),
});

/** @param name of the chart @param hasMinio whether its own MinIO is on */
export function unreachedOf(
  name: string,
  { version, unreached, minio }: Release<TempoRelease & Pick<DistributedRelease, 'minio'>>,
  hasMinio = false,
): UnreachedIn[] {
  const chart = `${name} ${version}`;
  return [
    ...(unreached ? [unreachedIn(chart, unreached)] : []),
    ...(minio && hasMinio ? [unreachedIn(`minio in ${chart}`, minio.unreached)] : []),
  ];
}
