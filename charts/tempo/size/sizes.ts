/**
 * The sizes of Tempo: replicas, copies of each trace, requests and limits, which fit together.
 *
 * From "Size the cluster" of Grafana's documentation (set-up-for-tracing/setup-tempo/plan/size of Tempo 2.10 and 3.0): its CPUs and
 * amounts of memory, for 5 MB/s of spans. `small` needs less, for up to 1 MB/s. CPUs have no limit, because Tempo answers late
 * at a limit.
 */
import type { Workload } from '../workloads';

export const SIZES = ['small', 'medium', 'ha'] as const;

export type Size = (typeof SIZES)[number];

interface Need {
  readonly cpu: string;
  readonly memory: string;
  /** The limit of memory. */
  readonly limit: string;
}

interface WorkloadSize {
  /** The number of pods by size; undefined if the partitions of Kafka decide it, or if there can be only one. */
  readonly replicas?: Readonly<Record<Size, number>>;
  readonly small: Need;
  /** What the other sizes need. */
  readonly usual: Need;
}

export const WORKLOAD_SIZES: Readonly<Record<Workload, WorkloadSize>> = {
  distributor: {
    replicas: { small: 1, medium: 2, ha: 3 },
    small: { cpu: '100m', memory: '256Mi', limit: '1Gi' },
    usual: { cpu: '500m', memory: '1Gi', limit: '2Gi' },
  },
  ingester: {
    replicas: { small: 1, medium: 3, ha: 3 },
    small: { cpu: '250m', memory: '1Gi', limit: '4Gi' },
    usual: { cpu: '2500m', memory: '4Gi', limit: '8Gi' },
  },
  compactor: {
    replicas: { small: 1, medium: 1, ha: 2 },
    small: { cpu: '100m', memory: '512Mi', limit: '4Gi' },
    usual: { cpu: '1000m', memory: '2Gi', limit: '4Gi' },
  },
  querier: {
    replicas: { small: 1, medium: 3, ha: 3 },
    small: { cpu: '100m', memory: '512Mi', limit: '4Gi' },
    usual: { cpu: '500m', memory: '2Gi', limit: '4Gi' },
  },
  queryFrontend: {
    replicas: { small: 1, medium: 2, ha: 2 },
    small: { cpu: '100m', memory: '256Mi', limit: '2Gi' },
    usual: { cpu: '250m', memory: '1Gi', limit: '4Gi' },
  },
  metricsGenerator: {
    replicas: { small: 1, medium: 1, ha: 2 },
    small: { cpu: '100m', memory: '512Mi', limit: '2Gi' },
    usual: { cpu: '500m', memory: '1Gi', limit: '4Gi' },
  },
  backendScheduler: { small: { cpu: '100m', memory: '256Mi', limit: '1Gi' }, usual: { cpu: '500m', memory: '1Gi', limit: '2Gi' } },
  backendWorker: {
    replicas: { small: 1, medium: 2, ha: 3 },
    small: { cpu: '100m', memory: '256Mi', limit: '1Gi' },
    usual: { cpu: '500m', memory: '1Gi', limit: '2Gi' },
  },
  blockBuilder: { small: { cpu: '100m', memory: '512Mi', limit: '4Gi' }, usual: { cpu: '500m', memory: '2Gi', limit: '5Gi' } },
  liveStore: { small: { cpu: '250m', memory: '1Gi', limit: '4Gi' }, usual: { cpu: '1000m', memory: '4Gi', limit: '8Gi' } },
};

/** The copies of each trace in ingesters. With 3, one of three ingesters may be lost. */
export const COPIES: Readonly<Record<Size, number>> = { small: 1, medium: 3, ha: 3 };

/** The single process of the chart tempo, which is always small. */
const SINGLE = { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '4Gi' } };

/** The resources of a microservice; without one, of the single process. */
export function resourcesOf(size: Size, workload?: Workload) {
  if (workload === undefined) return SINGLE;
  const { limit, ...requests } = WORKLOAD_SIZES[workload][size === 'small' ? 'small' : 'usual'];
  return { requests, limits: { memory: limit } };
}
