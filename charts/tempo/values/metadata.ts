/** Helm values of Tempo's charts that become labels and annotations. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import type { Release } from '../../../lib/releases/table';
import { at } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { Metadata } from '../../metadata/config';
import { withOptional } from '../../metadata/optional';
import { type Unreached, type UnreachedIn, unreachedIn } from '../../metadata/unreached';
import { type ChartPart, isOffIn, type MetadataPaths, metadataValues, namedPaths } from '../../metadata/values';
import { WORKLOADS, type Workload } from '../names/workloads';
import { cachesOf, minioMode } from '../pods/labels';
import type { DistributedRelease, TempoRelease } from '../releases';
import { FURTHER_JOBS, MINIO_MONITOR, TOKEN_JOB } from '../releases/bundled-minio';
import { CACHE } from '../releases/metadata';
import { hasAgents, subchartsIn, unreachedOf } from '../subcharts/values';

const PARTS: readonly ChartPart[] = [
  { below: CACHE, byDefault: true },
  // Of the chart tempo, and of tempo-distributed.
  ...[
    'serviceMonitor',
    'metaMonitoring.serviceMonitor',
    'metaMonitoring.grafanaAgent',
    'rollout_operator.serviceMonitor',
    'gateway',
    ...['gateway.ingress', 'queryFrontend.ingress', 'tempoQuery.ingress', 'ingress', 'prometheusRule'],
    'minio',
  ].map((below) => ({ below })),
  // Both lead to tempo-query.
  ...['queryFrontend.ingress', 'queryFrontend.route'].map((below) => ({ below, enabledBy: 'queryFrontend.query.enabled' })),
  ...FURTHER_JOBS.map((job) => ({ below: `minio.${job.key}`, enabledBy: `minio.${job.for}` })),
  ...['minio.ingress', 'minio.consoleIngress', MINIO_MONITOR].map((below) => ({ below })),
  { below: `minio.${TOKEN_JOB.key}`, enabledBy: `${MINIO_MONITOR}.enabled` },
];

/** @param running the microservices that run @param values all other values */
export const distributedMetadata = (
  metadata: Metadata,
  release: DistributedRelease,
  running: readonly Workload[],
  values: Values,
): object[] =>
  metadataValues(
    metadata,
    () => {
      const own = release.metadata && {
        ...release.metadata,
        annotations: release.metadata.annotations.flatMap((path) => namedPaths(path, values)),
      };
      const subcharts = subchartsIn(values, release).map((subchart) => subchart.metadata);
      return [own, release.minio?.metadata, ofCaches(cachesOf(values, release).filter((cache) => cache !== CACHE)), ...subcharts];
    },
    (path) =>
      isOffIn(values, PARTS, path) ||
      isOffProcess(path, running) ||
      // Only then the chart makes a claim that may change.
      (path.startsWith('minio.persistence.') && minioMode(values) !== 'standalone') ||
      // A Probe has no annotations.
      (path === `${MINIO_MONITOR}.annotations` && release.minio?.hasProbe === true && !isTrueInTemplate(nodesAreMonitored(values))),
  );

/** @param values all other values */
export const monolithicMetadata = (metadata: Metadata, release: TempoRelease, values: Values): object[] =>
  metadataValues(
    metadata,
    () => [release.metadata],
    (path) => isOffIn(values, PARTS, path),
  );

const nodesAreMonitored = (values: Values): unknown => at(values, ...MINIO_MONITOR.split('.'), 'includeNode');

function isOffProcess(path: string, running: readonly Workload[]): boolean {
  const [part = ''] = path.split('.');
  return (WORKLOADS as readonly string[]).includes(part) && !(running as readonly string[]).includes(part);
}

/** Those that are off by default, each with a role of its own. They have the labels that everything has. */
const ofCaches = (keys: readonly string[]): MetadataPaths => ({
  labels: [],
  annotations: keys.flatMap((key) => [`${key}.annotations`, `${key}.service.annotations`]),
});

/** @param values the user's own @param hasMinio whether its own MinIO is on */
export function distributedUnreached(release: Release<DistributedRelease>, values: Values, hasMinio: boolean): UnreachedIn[] {
  const { version, unreached, minio, optionalObjects = [] } = release;
  const chart = `tempo-distributed ${version}`;
  return [
    ...(unreached ? [unreachedIn(chart, withOptional(unreached, optionalObjects, values))] : []),
    ...(minio && hasMinio ? [unreachedIn(`minio in ${chart}`, withOptional(minio.unreached, minio.optional, values))] : []),
    ...subchartsIn(values, release).map((subchart) => unreachedIn(`${subchart.name} in ${chart}`, unreachedOf(subchart, values))),
    ...(unreached && hasAgents(values) ? [unreachedIn(`metaMonitoring in ${chart}`, ofAgent(unreached))] : []),
  ];
}

/** Its roles. */
const ofAgent = ({ labels }: Unreached): Unreached => {
  const roles = ['ClusterRole', 'ClusterRoleBinding', 'ServiceAccount'];
  return { labels: labels.length === 0 ? [] : roles, annotations: roles };
};

/** @param values the user's own */
export const monolithicUnreached = ({ version, unreached, optionalObjects = [] }: Release<TempoRelease>, values: Values): UnreachedIn[] =>
  unreached ? [unreachedIn(`tempo ${version}`, withOptional(unreached, optionalObjects, values))] : [];
