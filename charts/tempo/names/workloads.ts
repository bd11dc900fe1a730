/** The names of Tempo's objects. */

/** The default name of the Helm release. The names of all Services and of the ServiceAccount are derived from it. */
export const TEMPO = 'tempo';

/** The microservices of Tempo, by their keys in the values of tempo-distributed. */
export const WORKLOADS = [
  ...(['distributor', 'ingester', 'compactor', 'querier', 'queryFrontend', 'metricsGenerator'] as const),
  ...(['backendScheduler', 'backendWorker', 'blockBuilder', 'liveStore'] as const),
] as const;

export type Workload = (typeof WORKLOADS)[number];

/** The name of a microservice as `-target` takes it: `query-frontend`. */
export const targetName = (workload: string): string => workload.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The name of a microservice's Deployment or StatefulSet: `tempo-query-frontend`. @param fullname the beginning of all names */
export const workloadName = (workload: string, fullname: string = TEMPO): string => `${fullname}-${targetName(workload)}`;

/** A Service has at most 63 characters, and the longest is `<name>-metrics-generator-discovery`. */
export const MAX_FULLNAME = 35;
