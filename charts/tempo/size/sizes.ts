/**
 * The sizes of Tempo: replicas, copies of each trace, requests and limits, which fit together.
 *
 * From "Size the cluster" of Grafana's documentation (set-up-for-tracing/setup-tempo/plan/size of Tempo 2.10 and 3.0): its CPUs and
 * amounts of memory, for 5 MB/s of spans. `small` needs less, for up to 1 MB/s. CPUs have no limit, because Tempo answers late
 * at a limit.
 */
import type { Workload } from '../names/workloads';

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

const need = (cpu: string, memory: string, limit: string): Need => ({ cpu, memory, limit });
const counts = (small: number, medium: number, ha: number) => ({ small, medium, ha });

/** CPU, memory and limit of memory of each pod. */
export const WORKLOAD_SIZES: Readonly<Record<Workload, WorkloadSize>> = {
  distributor: { replicas: counts(1, 2, 3), small: need('100m', '256Mi', '1Gi'), usual: need('500m', '1Gi', '2Gi') },
  ingester: { replicas: counts(1, 3, 3), small: need('250m', '1Gi', '4Gi'), usual: need('2500m', '4Gi', '8Gi') },
  compactor: { replicas: counts(1, 1, 2), small: need('100m', '512Mi', '4Gi'), usual: need('1000m', '2Gi', '4Gi') },
  querier: { replicas: counts(1, 3, 3), small: need('100m', '512Mi', '4Gi'), usual: need('500m', '2Gi', '4Gi') },
  queryFrontend: { replicas: counts(1, 2, 2), small: need('100m', '256Mi', '2Gi'), usual: need('250m', '1Gi', '4Gi') },
  metricsGenerator: { replicas: counts(1, 1, 2), small: need('100m', '512Mi', '2Gi'), usual: need('500m', '1Gi', '4Gi') },
  backendScheduler: { small: need('100m', '256Mi', '1Gi'), usual: need('500m', '1Gi', '2Gi') },
  backendWorker: { replicas: counts(1, 2, 3), small: need('100m', '256Mi', '1Gi'), usual: need('500m', '1Gi', '2Gi') },
  blockBuilder: { small: need('100m', '512Mi', '4Gi'), usual: need('500m', '2Gi', '5Gi') },
  liveStore: { small: need('250m', '1Gi', '4Gi'), usual: need('1000m', '4Gi', '8Gi') },
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
