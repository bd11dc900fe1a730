/** Which processes of Tempo connect to which, for those who permit it. */
import { at } from '../../../lib/yaml/parsed';
import type { Workload } from '../names/workloads';
import type { DistributedRelease } from '../releases';

export interface MemberLink {
  readonly from: Workload;
  readonly to: Workload;
}

const links = (from: Workload, ...to: readonly Workload[]): MemberLink[] => to.map((each) => ({ from, to: each }));

/**
 * The connections by gRPC, found by a ring or by an address (the clients that each module makes, in modules/ of Tempo 2.0.0, 2.9.0 and
 * 3.0.0). The querier fetches its work from the query-frontend. Those of a release are the ones whose two sides it has.
 * @param usesKafka whether the metrics-generator reads spans from Kafka, as in Tempo 3: then nothing connects to it
 */
export const memberLinks = (usesKafka: boolean): MemberLink[] => LINKS.filter(({ to }) => !usesKafka || to !== 'metricsGenerator');

const LINKS: readonly MemberLink[] = [
  ...links('distributor', 'ingester', 'metricsGenerator'),
  ...links('querier', 'queryFrontend', 'ingester', 'metricsGenerator', 'liveStore'),
  ...links('backendWorker', 'backendScheduler'),
];

/** The microservices that read or write traces in the storage; the others only forward, and need it for what every process does. */
export const STORING: readonly Workload[] = [
  ...(['ingester', 'compactor', 'querier', 'queryFrontend', 'metricsGenerator'] as const),
  ...(['backendScheduler', 'backendWorker', 'blockBuilder', 'liveStore'] as const),
];

/** The port of gRPC, which no chart changes (`server.grpc_listen_port`). */
export const GRPC_PORT = 9095;

/** Of memberlist, unless values change it. */
export const GOSSIP_PORT = 7946;

/** The port of memberlist, which uses TCP only (tcp_transport.go of grafana/dskit). @param values of tempo-distributed */
export function gossipPort(values: unknown): number {
  const port = Number(at(values, 'tempo', 'structuredConfig', 'memberlist', 'bind_port'));
  return Number.isInteger(port) && port > 0 ? port : GOSSIP_PORT;
}

/**
 * Whether every process writes reports of usage to the storage: it lists the bucket when it starts, and ends if it cannot
 * (initUsageReport in cmd/tempo/app/modules.go of Tempo 2.0 to 3.0). The charts turn them on.
 * @param values of tempo-distributed
 */
export function reportsUsage(values: unknown, { reportsByValue }: Pick<DistributedRelease, 'reportsByValue'>): boolean {
  const inConfiguration = at(values, 'tempo', 'structuredConfig', 'usage_report', 'reporting_enabled');
  const ofChart = reportsByValue ? at(values, 'reportingEnabled') : undefined;
  return String(inConfiguration ?? ofChart) !== 'false';
}

/**
 * Whether every process reads limits of tenants from the storage: it lists them when it starts, and ends if it cannot (starting in
 * modules/overrides/user_configurable_overrides.go of Tempo 2.2 to 3.0, which has the module in Common of cmd/tempo/app/modules.go).
 * @param values of tempo-distributed, whose templates merge `structuredConfig` last (rendered)
 */
export function readsStoredLimits(values: unknown, { overrides }: Pick<DistributedRelease, 'overrides'>): boolean {
  const ofChart = overrides === 'overrides.defaults' ? 'overrides' : 'global_overrides';
  const [inConfiguration, inLimits] = [['tempo', 'structuredConfig', 'overrides'], [ofChart]].map((path) =>
    at(values, ...path, 'user_configurable_overrides', 'enabled'),
  );
  return String(inConfiguration ?? inLimits) === 'true';
}
